using System.Buffers.Binary;
using System.Collections.Frozen;
using System.Collections.Immutable;
using Etalon.Cubes;

namespace Etalon.Storage;

/// <summary>Stores of other programs: their arrays are variables to which the CF conventions apply, as xarray does it.</summary>
internal sealed class ZarrForeign
{
    private static readonly FrozenSet<string> Hidden = FrozenSet.Create(StringComparer.Ordinal, "_ARRAY_DIMENSIONS");

    private readonly ContainedFolder _folder;
    private readonly ZarrTree _tree;
    private readonly Dictionary<string, ZarrArrayInfo> _arrays = new(StringComparer.Ordinal);
    private readonly Dictionary<string, long> _lengths = new(StringComparer.Ordinal);

    private ZarrForeign(ContainedFolder folder, ZarrTree tree)
    {
        _folder = folder;
        _tree = tree;
        foreach (var info in tree.Arrays)
        {
            _arrays.TryAdd(info.Path, info);
        }
    }

    /// <summary>The store as a file of variables.</summary>
    public static CfFile Lay(ContainedFolder folder, ZarrTree tree) => new ZarrForeign(folder, tree).Lay();

    private CfFile Lay()
    {
        var attributes = ZarrAttributes.Read(_tree.Root, own: null, Hidden, _folder.Path);
        foreach (var (group, held) in _tree.Groups)
        {
            foreach (var (name, value) in ZarrAttributes.Read(held, own: null, Hidden, _folder.Path))
            {
                attributes = attributes.With($"{group}/{name}", value);
            }
        }

        var variables = _tree.Arrays.Select(Describe).ToImmutableArray();
        return new CfFile(_folder.Path, variables, attributes, _tree.Remarks, EmptyHandle.Instance);
    }

    private CfVariable Describe(ZarrArrayInfo info)
    {
        var dimensions = Enumerable.Range(0, info.Shape.Length).Select(axis => Dimension(info, axis)).ToImmutableArray();
        var name = info.Path.Length == 0 ? Path.GetFileNameWithoutExtension(_folder.Path) : info.Path;
        return new CfVariable(name, dimensions, info.Text == ZarrTextKind.None ? info.Type : null, Attributes(info))
        {
            Open = () => new ZarrStored(new ZarrArray(_folder, info)),
            Texts = () =>
            {
                using var array = new ZarrArray(_folder, info);
                return ZarrTexts.Read(array);
            },
        };
    }

    /// <summary>A dimension belongs to the nearest group around the array that has coordinates of its name and length.</summary>
    private CfDimension Dimension(ZarrArrayInfo info, int axis)
    {
        var length = info.Shape[axis];
        if (axis >= info.DimensionNames.Length || info.DimensionNames[axis] is not { Length: > 0 } name || name.Contains('/', StringComparison.Ordinal))
        {
            return new CfDimension(ZarrPlaces.Join(info.Path, info.AxisName(axis).Replace('/', '_')), length);
        }

        if (Around(info.Group).Select(group => ZarrPlaces.Join(group, name)).FirstOrDefault(path => IsCoordinate(path, length)) is { } found)
        {
            return new CfDimension(found, length);
        }

        // One name with two lengths in one group: the later one belongs to its array alone.
        var own = ZarrPlaces.Join(info.Group, name);
        return _lengths.TryAdd(own, length) || _lengths[own] == length
            ? new CfDimension(own, length)
            : new CfDimension(ZarrPlaces.Join(info.Path, name), length);
    }

    private bool IsCoordinate(string path, long length) =>
        _arrays.TryGetValue(path, out var info) && info.Shape is [var count] && count == length;

    private static IEnumerable<string> Around(string group)
    {
        while (group.Length > 0)
        {
            yield return group;
            group = group[..Math.Max(0, group.LastIndexOf('/'))];
        }

        yield return "";
    }

    /// <summary>
    /// Attributes, with <c>_FillValue</c> as xarray means it: version 2 keeps it as the array's fill value, version 3 writes that of
    /// floats as base 64.
    /// </summary>
    private static AttributeSet Attributes(ZarrArrayInfo info)
    {
        var attributes = ZarrAttributes.Read(info.Attributes, own: null, Hidden, info.File);
        if (info.Text != ZarrTextKind.None || info.Type == SampleType.Complex64)
        {
            return attributes;
        }

        if (attributes["_FillValue"] is { Text: { } text } && info.Type.IsFloat())
        {
            Span<byte> bytes = stackalloc byte[sizeof(double)];
            return Convert.TryFromBase64String(text, bytes, out var count) && count == sizeof(double)
                ? attributes.With("_FillValue", AttributeValue.Of(BinaryPrimitives.ReadDoubleLittleEndian(bytes)))
                : attributes.Without("_FillValue");
        }

        return info.FillIsMissing && attributes["_FillValue"] is null ? attributes.With("_FillValue", FillValue(info)) : attributes;
    }

    private static AttributeValue FillValue(ZarrArrayInfo info)
    {
        var bytes = info.Fill.AsSpan();
        return info.Type switch
        {
            SampleType.Float16 => AttributeValue.Of(SampleType.Float32, (double)BinaryPrimitives.ReadHalfLittleEndian(bytes)),
            SampleType.Float32 => AttributeValue.Of(info.Type, BinaryPrimitives.ReadSingleLittleEndian(bytes)),
            SampleType.Float64 => AttributeValue.Of(info.Type, BinaryPrimitives.ReadDoubleLittleEndian(bytes)),
            _ => AttributeValue.Of(ZarrFill.ToInteger(info.Fill, info.Type).ToString(System.Globalization.CultureInfo.InvariantCulture)),
        };
    }

    private sealed class EmptyHandle : IDisposable
    {
        public static readonly EmptyHandle Instance = new();

        public void Dispose()
        {
            // Each array opens and closes its own files.
        }
    }
}
