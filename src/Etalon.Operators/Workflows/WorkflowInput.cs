using System.Collections.Immutable;

namespace Etalon.Operators;

/// <summary>What a workflow needs: a cube, or a whole dataset of which it names cubes.</summary>
/// <param name="Name">Used in links as <c>$name</c>, or <c>$name/cube</c> for a dataset.</param>
/// <param name="Doc">What it should be.</param>
/// <param name="Cubes">The cubes of a dataset; empty where the input is one cube.</param>
public sealed record WorkflowInput(string Name, string Doc, ImmutableArray<WorkflowCube> Cubes)
{
    /// <summary>Whether it stands for a dataset.</summary>
    public bool IsDataset => !Cubes.IsEmpty;

    /// <summary>The graph inputs it stands for: its name, or <c>name/cube</c> for every cube; and whether each may be absent.</summary>
    public IEnumerable<(string Name, bool IsOptional)> GraphInputs =>
        IsDataset ? Cubes.Select(cube => ($"{Name}/{cube.Name}", cube.IsOptional)) : [(Name, false)];
}
