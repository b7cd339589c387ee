namespace Etalon.Operators.Datacubes;

/// <summary>Which whole number a fraction becomes.</summary>
public enum RoundingRule
{
    /// <summary>The nearest; of two equally near ones the even one, so that sums are not biased.</summary>
    Even,

    /// <summary>The nearest; of two equally near ones the one further from zero.</summary>
    Away,

    /// <summary>The next one below.</summary>
    Floor,

    /// <summary>The next one above.</summary>
    Ceiling,

    /// <summary>The next one towards zero.</summary>
    Truncate,
}
