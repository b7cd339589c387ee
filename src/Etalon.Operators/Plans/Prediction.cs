namespace Etalon.Operators;

/// <summary>What a section or a plan is expected to cost.</summary>
/// <param name="BytesRead">Bytes read from stored cubes, repeated reads counted.</param>
/// <param name="BytesWritten">Bytes of samples written.</param>
/// <param name="PeakBytes">The most memory held at one time by all workers together.</param>
/// <param name="Seconds">Time.</param>
public sealed record Prediction(long BytesRead, long BytesWritten, long PeakBytes, double Seconds);
