namespace Etalon.Storage;

/// <summary>Undoes one filter: all of the source, into at most the destination; returns the bytes made.</summary>
/// <remarks>Throws <see cref="InvalidDataException"/> or a native exception where the bytes are damaged; never leaves the spans.</remarks>
internal delegate int FilterStep(ReadOnlySpan<byte> source, Span<byte> destination);
