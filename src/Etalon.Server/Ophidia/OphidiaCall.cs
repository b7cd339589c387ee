using Etalon.Ophidia;

namespace Etalon.Server;

/// <summary>One task on its way to its operator: variables are replaced, lists of cubes are spread.</summary>
/// <param name="Arguments">What the user chose.</param>
/// <param name="Visit">Who asks, and where they stand.</param>
/// <param name="Marker">The task's number in its session.</param>
internal sealed record OphidiaCall(OphidiaArguments Arguments, OphidiaVisit Visit, long Marker)
{
    /// <summary>
    /// Whether a cube that is made may stay a recipe: later tasks of the same request go on from it, and nobody has asked for its samples.
    /// It is made when somebody does.
    /// </summary>
    public bool MayStayRecipe { get; init; }

    /// <summary>Told how far the task is, from 0 to 1.</summary>
    public Action<double> Report { get; init; } = static _ => { };
}
