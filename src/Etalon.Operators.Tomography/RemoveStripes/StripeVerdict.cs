namespace Etalon.Operators.Tomography;

/// <summary>What levels that stand out in a column are.</summary>
internal enum StripeVerdict
{
    /// <summary>Too short to tell, or there all along.</summary>
    Unknown,

    /// <summary>Level, with sudden ends.</summary>
    Stripe,

    /// <summary>It comes and goes, or changes, as what moves does.</summary>
    Sample,
}
