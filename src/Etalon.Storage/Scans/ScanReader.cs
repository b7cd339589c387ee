using System.Collections.Immutable;
using Etalon.Cubes;

namespace Etalon.Storage;

/// <summary>A file that holds tomography scans: their cubes first, then whatever else the file has.</summary>
internal sealed class ScanReader : IDatasetReader
{
    private readonly IDatasetReader _file;
    private readonly ImmutableArray<ScanCube> _scan;

    /// <summary>Takes over the file.</summary>
    /// <param name="file">The file as it is without knowing of scans.</param>
    /// <param name="scan">The cubes of its scans.</param>
    /// <param name="shownBy">Cubes of the file that those of the scan are made of; not shown twice.</param>
    /// <param name="remarks">What a user should know of the scans.</param>
    public ScanReader(IDatasetReader file, ImmutableArray<ScanCube> scan, ImmutableHashSet<string> shownBy, ImmutableArray<string> remarks)
    {
        _file = file;
        _scan = scan;
        var taken = scan.Select(static cube => cube.Cube.Name).Concat(shownBy).ToHashSet(StringComparer.Ordinal);
        Cubes = [.. scan.Select(static cube => cube.Cube), .. file.Cubes.Where(cube => !taken.Contains(cube.Name))];
        Remarks = [.. remarks, .. file.Remarks];
    }

    /// <inheritdoc />
    public ImmutableArray<CubeInfo> Cubes { get; }

    /// <inheritdoc />
    public AttributeSet Attributes => _file.Attributes;

    /// <inheritdoc />
    public string DefaultCube => _scan.IsEmpty ? _file.DefaultCube : _scan[0].Cube.Name;

    /// <inheritdoc />
    public ImmutableArray<string> Remarks { get; }

    /// <inheritdoc />
    public ICubeReader Open(string cube)
    {
        if (_scan.FirstOrDefault(known => string.Equals(known.Cube.Name, cube, StringComparison.Ordinal)) is { } own)
        {
            return own.Read();
        }

        return Cubes.Any(known => string.Equals(known.Name, cube, StringComparison.Ordinal))
            ? _file.Open(cube)
            : throw Refusal.Unknown("cube", cube, Cubes.Select(known => known.Name));
    }

    /// <inheritdoc />
    public void Dispose() => _file.Dispose();
}
