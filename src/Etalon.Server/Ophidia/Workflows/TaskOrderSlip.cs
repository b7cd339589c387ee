using System.Collections.Immutable;
using Etalon.Ophidia;

namespace Etalon.Server;

/// <summary>A task to be carried out, its arguments final.</summary>
/// <param name="Task">The task.</param>
/// <param name="Visit">For whom.</param>
/// <param name="Marker">Its number.</param>
internal sealed record TaskOrderSlip(OphidiaTask Task, OphidiaVisit Visit, long Marker)
{
    /// <summary>Several values of one argument that takes one, over which the task goes; otherwise none.</summary>
    public (string Key, ImmutableArray<string> Values) Spread { get; init; } = ("", []);

    /// <summary>Whether cubes may stay recipes.</summary>
    public bool MayStayRecipe { get; init; }

    /// <summary>Told how far it is.</summary>
    public Action<double> Report { get; init; } = static _ => { };
}
