namespace Etalon.Operators.Datacubes;

/// <summary>What becomes of the arrays of all rows, element by element.</summary>
public enum RowFold
{
    /// <summary>How many elements are not missing.</summary>
    Count,

    /// <summary>The largest.</summary>
    Max,

    /// <summary>The smallest.</summary>
    Min,

    /// <summary>Their sum.</summary>
    Sum,

    /// <summary>Their mean.</summary>
    Avg,

    /// <summary>Statistics chosen by a mask, side by side.</summary>
    Stats,

    /// <summary>Count, sums of powers and extremes that those statistics need.</summary>
    Partial,

    /// <summary>Statistics of everything that went into partial sums.</summary>
    Final,
}
