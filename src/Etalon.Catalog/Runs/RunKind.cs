namespace Etalon.Catalog;

/// <summary>What a run executes.</summary>
public enum RunKind
{
    /// <summary>One operator.</summary>
    Operator,

    /// <summary>A graph of operators.</summary>
    Workflow,
}
