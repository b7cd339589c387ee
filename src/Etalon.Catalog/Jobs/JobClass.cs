namespace Etalon.Catalog;

/// <summary>Which queue a run waits in.</summary>
public enum JobClass
{
    /// <summary>Somebody waits for the answer: small and soon.</summary>
    Interactive,

    /// <summary>Everything else.</summary>
    Batch,
}
