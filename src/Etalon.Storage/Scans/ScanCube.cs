using Etalon.Cubes;

namespace Etalon.Storage;

/// <summary>One cube of a scan: how it looks and how it is opened.</summary>
/// <param name="Cube">What operators see.</param>
/// <param name="Rule">How stored samples become seen ones.</param>
/// <param name="Path">The file, for messages.</param>
/// <param name="Open">Opens the samples; who calls it disposes them.</param>
internal sealed record ScanCube(CubeInfo Cube, SampleRule Rule, string Path, Func<StoredArray> Open)
{
    /// <summary>Opens the cube.</summary>
    public ICubeReader Read() => new InterpretedCube(Cube, Open(), Rule, Path);
}
