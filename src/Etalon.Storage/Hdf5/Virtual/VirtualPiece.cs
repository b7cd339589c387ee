namespace Etalon.Storage;

/// <summary>A part of a virtual dataset and the part of a source that fills it.</summary>
/// <param name="File">The file as named; "." is the file itself.</param>
/// <param name="Dataset">The dataset in it.</param>
/// <param name="Target">For each axis of the virtual dataset, what is filled.</param>
/// <param name="Select">The selection along each axis of the source, given the source's shape.</param>
internal sealed record VirtualPiece(
    string File, string Dataset, VirtualSpan[] Target, Func<IReadOnlyList<long>, VirtualSpan[]> Select);
