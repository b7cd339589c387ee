using System.Collections.Immutable;

namespace Etalon.Operators;

/// <summary>Which cubes of which file or folder to open; the format is found by content.</summary>
/// <param name="Path">A file or folder.</param>
/// <param name="Cubes">The wanted cubes; empty for all.</param>
public sealed record FileRequest(string Path, ImmutableArray<string> Cubes);
