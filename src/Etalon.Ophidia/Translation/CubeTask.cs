using System.Collections.Immutable;

namespace Etalon.Ophidia;

/// <summary>A call of an operator that makes a cube of cubes.</summary>
/// <param name="Arguments">What the user chose.</param>
/// <param name="Inputs">The cubes it names, in order.</param>
/// <param name="IsStrict">Whether what the original gets silently wrong is kept.</param>
public sealed record CubeTask(OphidiaArguments Arguments, ImmutableArray<CubeInput> Inputs, bool IsStrict)
{
    /// <summary>The first cube.</summary>
    public OphidiaCube Cube => Inputs[0].Cube;

    /// <summary>A draft that begins as the first cube and has another recipe.</summary>
    public OphidiaCube Draft(CubeRecipe recipe) => Cube with { Recipe = recipe, Level = Inputs.Max(static input => input.Cube.Level) + 1 };
}
