using System.Collections.Immutable;
using Etalon.Cubes;

namespace Etalon.Storage;

/// <summary>Stacks of frames as a dataset.</summary>
internal sealed class StackReader(ImmutableArray<ScanCube> stacks, AttributeSet attributes, ImmutableArray<string> remarks) : IDatasetReader
{
    /// <inheritdoc />
    public ImmutableArray<CubeInfo> Cubes { get; } = [.. stacks.Select(static stack => stack.Cube)];

    /// <inheritdoc />
    public AttributeSet Attributes => attributes;

    /// <inheritdoc />
    public string DefaultCube => Cubes.FirstOrDefault(static cube => cube.Name is ScanNames.Projections)?.Name ?? Cubes[0].Name;

    /// <inheritdoc />
    public ImmutableArray<string> Remarks => remarks;

    /// <inheritdoc />
    public ICubeReader Open(string cube) =>
        (stacks.FirstOrDefault(stack => string.Equals(stack.Cube.Name, cube, StringComparison.Ordinal))
            ?? throw Refusal.Unknown("cube", cube, Cubes.Select(static known => known.Name))).Read();

    /// <inheritdoc />
    public void Dispose()
    {
        // Files are opened by the cubes that read them.
    }
}
