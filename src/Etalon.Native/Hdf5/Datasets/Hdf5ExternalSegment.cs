namespace Etalon.Native;

/// <summary>A stretch of a raw file in which a dataset keeps part of its samples.</summary>
/// <param name="File">File name as written.</param>
/// <param name="Offset">First byte.</param>
/// <param name="Size">Bytes; -1 for "to the end".</param>
public sealed record Hdf5ExternalSegment(string File, long Offset, long Size);
