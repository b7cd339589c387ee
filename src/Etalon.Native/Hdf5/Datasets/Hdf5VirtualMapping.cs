namespace Etalon.Native;

/// <summary>One piece of a virtual dataset, as the file says; nothing is opened to learn it.</summary>
/// <param name="SourceFile">File name as written; "." is the file itself; may hold <c>%b</c>, the block number.</param>
/// <param name="SourceDataset">Path of the dataset in that file; may hold <c>%b</c>.</param>
/// <param name="Virtual">The part of the virtual dataset that it fills; null where that is no regular box.</param>
/// <param name="Source">The part of the source that it takes; null where that is no regular box, or all of it.</param>
/// <param name="TakesWholeSource">Whether it takes all of the source, whose shape the file then does not note.</param>
/// <param name="SourceShape">The least shape of a source that holds the part; empty for a whole source.</param>
/// <param name="VirtualFirst">First corner of the box around <paramref name="Virtual"/>; null where it has none.</param>
/// <param name="VirtualLast">Last corner, included.</param>
public sealed record Hdf5VirtualMapping(
    string SourceFile,
    string SourceDataset,
    Hdf5Hyperslab? Virtual,
    Hdf5Hyperslab? Source,
    bool TakesWholeSource,
    IReadOnlyList<long> SourceShape,
    IReadOnlyList<long>? VirtualFirst,
    IReadOnlyList<long>? VirtualLast);
