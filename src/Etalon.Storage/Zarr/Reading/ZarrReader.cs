using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using Etalon.Cubes;

namespace Etalon.Storage;

/// <summary>A store that Etalon wrote: cubes come back exactly as they were given.</summary>
internal sealed class ZarrReader : IDatasetReader
{
    private const long OpeningBytes = 1L << 30;

    private readonly ContainedFolder _folder;
    private readonly Dictionary<string, ZarrArrayInfo> _arrays = new(StringComparer.Ordinal);
    private readonly Dictionary<string, ZarrArrayInfo> _cubes = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Axis> _axes = new(StringComparer.Ordinal);

    /// <summary>Reads axes; samples wait.</summary>
    public ZarrReader(ContainedFolder folder, ZarrTree tree)
    {
        _folder = folder;
        foreach (var info in tree.Arrays)
        {
            _arrays.TryAdd(info.Path, info);
        }

        var cubes = ImmutableArray.CreateBuilder<CubeInfo>();
        foreach (var info in tree.Arrays)
        {
            if (Own(info.Attributes) is { } own && ZarrJson.Optional(own, "cube") is not null)
            {
                var cube = Describe(info, own);
                if (!_cubes.TryAdd(cube.Name, info))
                {
                    throw Refusal.Corrupt(info.File, $"two arrays say that they are the cube '{cube.Name}'");
                }

                cubes.Add(cube);
            }
        }

        Cubes = cubes.ToImmutable();
        Attributes = ZarrAttributes.Read(tree.Root, Own(tree.Root), ZarrReserved.Group, folder.Path);
        DefaultCube = Cubes.IsEmpty ? "" : Cubes[0].Name;
        Remarks = tree.Remarks;
    }

    /// <inheritdoc />
    public ImmutableArray<CubeInfo> Cubes { get; }

    /// <inheritdoc />
    public AttributeSet Attributes { get; }

    /// <inheritdoc />
    public string DefaultCube { get; }

    /// <inheritdoc />
    public ImmutableArray<string> Remarks { get; }

    /// <summary>Whether a store holds cubes that Etalon wrote.</summary>
    public static bool Knows(ZarrTree tree) =>
        tree.Arrays.Any(info => Own(info.Attributes) is { } own && ZarrJson.Optional(own, "cube") is not null);

    /// <inheritdoc />
    public ICubeReader Open(string cube) => _cubes.TryGetValue(cube, out var info)
        ? new ZarrCubeReader(Cubes.First(known => string.Equals(known.Name, cube, StringComparison.Ordinal)), new ZarrArray(_folder, info))
        : throw Refusal.Unknown("cube", cube, Cubes.Select(known => known.Name));

    /// <inheritdoc />
    public void Dispose()
    {
        // Each cube's reader opens and closes its own files.
    }

    private static JsonElement? Own(JsonElement attributes) => ZarrJson.Optional(attributes, ZarrAttributes.Own);

    private CubeInfo Describe(ZarrArrayInfo info, JsonElement own)
    {
        var axes = ZarrJson.Member(own, "axes", info.File);
        if (axes.ValueKind != JsonValueKind.Array || axes.GetArrayLength() != info.Shape.Length)
        {
            throw Refusal.Corrupt(info.File, $"'axes' is no list of {info.Shape.Length} axes");
        }

        return new CubeInfo(
            ZarrJson.Text(ZarrJson.Member(own, "cube", info.File), "'cube'", info.File),
            [.. axes.EnumerateArray().Select((axis, i) => Axis(info, axis, info.Shape[i]))], info.Type)
        {
            Unit = ZarrJson.Text(info.Attributes, "units", "", info.File),
            Missing = Missing(info),
            Attributes = ZarrAttributes.Read(info.Attributes, own, ZarrReserved.Cube, info.File),
        };
    }

    private static Int128? Missing(ZarrArrayInfo info)
    {
        if (!info.Type.IsInteger() || ZarrJson.Optional(info.Attributes, "_FillValue") is not { } value)
        {
            return null;
        }

        return Int128.TryParse(value.GetRawText(), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var missing)
            ? missing
            : throw Refusal.Corrupt(info.File, $"'_FillValue' {value.GetRawText()} is no whole number");
    }

    private Axis Axis(ZarrArrayInfo cube, JsonElement entry, long length)
    {
        var name = ZarrJson.Text(ZarrJson.Member(entry, "name", cube.File), "the name of an axis", cube.File);
        if (length < 1)
        {
            throw Refusal.Corrupt(cube.File, $"its axis '{name}' has no samples");
        }

        var axis = new Axis(name, length);
        if (ZarrJson.Optional(entry, "about") is { ValueKind: JsonValueKind.Object } about)
        {
            return WithAttributes(axis, about, cube.Group, cube.File);
        }

        var path = ZarrPlaces.Join(cube.Group, ZarrPlaces.Safe(name));
        var key = string.Create(CultureInfo.InvariantCulture, $"{path}/{length}");
        if (_axes.TryGetValue(key, out var known))
        {
            return known;
        }

        if (!_arrays.TryGetValue(path, out var info) || info.Shape.Length != 1 || info.Shape[0] != length)
        {
            throw Refusal.Corrupt(cube.File, $"the coordinates of its axis '{name}' are missing or have another length");
        }

        axis = WithAttributes(axis, info.Attributes, cube.Group, info.File);
        axis = axis.Coordinates is null ? axis with { Coordinates = Coordinates(info) } : axis;
        _axes[key] = axis;
        return axis;
    }

    private Axis WithAttributes(Axis axis, JsonElement attributes, string group, string file)
    {
        var own = Own(attributes);
        var regular = own is { } held ? ZarrJson.Optional(held, "regular") : null;
        var bounds = ZarrJson.Text(attributes, "bounds", "", file);
        return axis with
        {
            Unit = ZarrJson.Text(attributes, "units", "", file),
            Calendar = ZarrJson.Text(attributes, "calendar", "", file),
            Attributes = ZarrAttributes.Read(attributes, own, ZarrReserved.Axis, file),
            Coordinates = regular is { ValueKind: JsonValueKind.Array } pair && pair.GetArrayLength() == 2
                ? new RegularCoordinates(ZarrAttributes.Number(pair[0], file), ZarrAttributes.Number(pair[1], file), axis.Length)
                : null,
            Bounds = bounds.Length > 0 ? Bounds(ZarrPlaces.Join(group, bounds), axis.Length, file) : [],
        };
    }

    private ImmutableArray<double> Bounds(string path, long length, string file) =>
        _arrays.TryGetValue(path, out var info) && info.Type == SampleType.Float64 && info.Shape is [var count, 2] && count == length
            ? Numbers(info)
            : throw Refusal.Corrupt(file, $"the cell edges '{path}' are missing or have another shape");

    private AxisCoordinates Coordinates(ZarrArrayInfo info)
    {
        if (info.Text == ZarrTextKind.None)
        {
            return new ExplicitCoordinates(Numbers(info));
        }

        using var array = new ZarrArray(_folder, info);
        var labels = ZarrTexts.Read(array);
        return labels.Length == info.Shape[0]
            ? new LabelCoordinates(labels)
            : throw Refusal.Corrupt(info.File, $"there are {labels.Length} labels for {info.Shape[0]} samples");
    }

    private unsafe ImmutableArray<double> Numbers(ZarrArrayInfo info)
    {
        var count = info.Shape.Aggregate(1L, (product, length) => product * length);
        if (info.Type != SampleType.Float64 || count > ZarrLimits.Coordinates)
        {
            throw Refusal.Corrupt(info.File, $"coordinates are {count} numbers of type {info.Type.Name()}, at most {ZarrLimits.Coordinates} of type float64 are read");
        }

        using var array = new ZarrArray(_folder, info);
        using var pool = new BufferPool(OpeningBytes);
        var numbers = new double[count];
        fixed (double* first = numbers)
        {
            array.Read(Region.Of(info.Shape), (byte*)first, pool, CancellationToken.None);
        }

        return System.Runtime.InteropServices.ImmutableCollectionsMarshal.AsImmutableArray(numbers);
    }
}
