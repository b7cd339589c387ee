using System.Collections.Immutable;

namespace Etalon.Storage;

/// <summary>Where frames lie that are not encoded, each in one piece.</summary>
/// <param name="Offsets">The first byte of each frame.</param>
/// <param name="IsForeignOrder">Whether samples are in the other byte order than this machine's.</param>
internal sealed record PlainFrames(ImmutableArray<long> Offsets, bool IsForeignOrder);
