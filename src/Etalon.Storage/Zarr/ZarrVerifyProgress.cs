namespace Etalon.Storage;

/// <summary>How far a verification is.</summary>
/// <param name="Files">Files checked.</param>
/// <param name="TotalFiles">Files that there may be at most.</param>
/// <param name="Bytes">Bytes read.</param>
/// <param name="Damages">Faults found so far.</param>
public sealed record ZarrVerifyProgress(long Files, long TotalFiles, long Bytes, int Damages);
