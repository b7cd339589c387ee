namespace Etalon.Operators.Tomography;

/// <summary>Faults of detector columns that flats do not show, and that make rings.</summary>
public enum PhantomStripe
{
    /// <summary>One or two columns are too bright or too dark at all angles.</summary>
    Full,

    /// <summary>A column is wrong over a fifth to a half of the angles.</summary>
    Partial,

    /// <summary>Ten to thirty columns side by side are wrong at all angles.</summary>
    Wide,

    /// <summary>A column is wrong by another amount at every angle.</summary>
    Fluctuating,
}
