namespace Etalon.Engine;

/// <summary>What a run cost.</summary>
/// <param name="BytesRead">Bytes read from files.</param>
/// <param name="BytesWritten">Bytes written to files.</param>
/// <param name="PeakBufferBytes">The most bytes of block buffers held at one time.</param>
/// <param name="PeakResidentBytes">The process's peak resident memory, if this system tells it.</param>
/// <param name="Seconds">Wall time.</param>
/// <param name="Tiles">Tiles computed.</param>
/// <param name="TilesResumed">Tiles taken over from an interrupted execution.</param>
public sealed record RunStatistics(
    long BytesRead, long BytesWritten, long PeakBufferBytes, long PeakResidentBytes, double Seconds, long Tiles, long TilesResumed);
