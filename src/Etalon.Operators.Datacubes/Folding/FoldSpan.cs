namespace Etalon.Operators.Datacubes;

/// <summary>One or more joined axes of a block.</summary>
/// <param name="Length">Samples along it.</param>
/// <param name="Source">Samples from one to the next in the block.</param>
/// <param name="Cell">Cells from one to the next in the output; 0 if folded.</param>
/// <param name="Place">Distance in the folded axes; 0 if kept.</param>
/// <param name="IsKept">Whether it is in the output.</param>
internal readonly record struct FoldSpan(long Length, long Source, long Cell, long Place, bool IsKept);
