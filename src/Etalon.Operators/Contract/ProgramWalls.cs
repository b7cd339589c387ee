using System.Collections.Immutable;

namespace Etalon.Operators;

/// <summary>
/// Shuts a program in: without a network, with the system read-only, with a folder of its own and what it is given, and nothing else
/// of the machine. Where a machine cannot do that, the program is not run.
/// </summary>
/// <param name="Readable">Files and folders that it may read, by full path, where they are.</param>
public sealed record ProgramWalls(ImmutableArray<string> Readable);
