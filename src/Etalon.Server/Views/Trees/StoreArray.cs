using System.Collections.Immutable;

namespace Etalon.Server;

/// <summary>How a store keeps an array.</summary>
/// <param name="Chunk">The lengths of the box that is decoded at one time.</param>
/// <param name="Filters">What was done to its bytes, in the order of writing: the registered number of the HDF5 filter, 0 where there is none, and the name.</param>
internal sealed record StoreArray(ImmutableArray<long> Chunk, ImmutableArray<(int Id, string Name)> Filters);
