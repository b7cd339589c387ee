namespace Etalon.Operators;

/// <summary>How far two executions with the same inputs and parameters may differ.</summary>
public enum Determinism
{
    /// <summary>The same bits, for any cut into blocks and any number of workers.</summary>
    Exact,

    /// <summary>Equal within the tolerance of the description.</summary>
    Tolerance,
}
