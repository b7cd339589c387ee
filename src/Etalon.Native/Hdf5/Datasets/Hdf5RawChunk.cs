namespace Etalon.Native;

/// <summary>What came with the bytes of one stored chunk.</summary>
/// <param name="Bytes">Stored bytes; 0 where the chunk was never written.</param>
/// <param name="SkippedFilters">Bit i set: step i of the pipeline was not applied to this chunk.</param>
public readonly record struct Hdf5RawChunk(long Bytes, uint SkippedFilters);
