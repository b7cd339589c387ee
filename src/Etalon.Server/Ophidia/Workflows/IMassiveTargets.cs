using System.Collections.Immutable;
using Etalon.Ophidia;

namespace Etalon.Server;

/// <summary>Finds what a condition in brackets stands for.</summary>
internal interface IMassiveTargets
{
    /// <summary>The PIDs of the cubes that fit, oldest first.</summary>
    Task<ImmutableArray<string>> CubesAsync(MassiveFilter filter, OphidiaVisit visit, string folder, CancellationToken cancellation);

    /// <summary>The paths of the files that fit, by name.</summary>
    Task<ImmutableArray<string>> FilesAsync(MassiveFilter filter, string folder, CancellationToken cancellation);
}
