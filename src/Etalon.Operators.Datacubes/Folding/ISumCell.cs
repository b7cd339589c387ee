namespace Etalon.Operators.Datacubes;

/// <summary>The figures of the first cell of sums, whatever the sample type.</summary>
internal interface ISumCell
{
    /// <summary>Samples that were not missing.</summary>
    long Count { get; }

    /// <summary>Their sum; NaN without any.</summary>
    double Sum { get; }

    /// <summary>Their mean; NaN without any.</summary>
    double Mean { get; }

    /// <summary>Their standard deviation; NaN without any.</summary>
    double Deviation { get; }
}
