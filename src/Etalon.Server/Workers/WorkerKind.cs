namespace Etalon.Server;

/// <summary>Which worker a call goes to, so that short work never waits behind long work.</summary>
public enum WorkerKind
{
    /// <summary>Looking into files and short runs.</summary>
    Interactive,

    /// <summary>Long runs.</summary>
    Batch,
}
