namespace Etalon.Native;

/// <summary>What one part of a FITS file (a header with its data) says of itself. Nothing of it is checked against anything.</summary>
/// <param name="Number">Its place in the file, from 1.</param>
/// <param name="Kind">What it holds.</param>
/// <param name="IsCompressed">Whether it is an image stored in encoded tiles.</param>
/// <param name="BitPix">Kind of the stored samples: 8, 16, 32, 64 for integers (8 unsigned, the others signed), -32 and -64 for floats; 0 for a table.</param>
/// <param name="Lengths">NAXIS1, NAXIS2, …: fastest-varying first; none for a table.</param>
/// <param name="DataStart">Byte of the file where its data begin.</param>
/// <param name="DataEnd">Byte behind its data and their padding.</param>
public sealed record FitsPart(int Number, FitsKind Kind, bool IsCompressed, int BitPix, IReadOnlyList<long> Lengths, long DataStart, long DataEnd);
