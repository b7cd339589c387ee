namespace Etalon.Operators.Tomography;

/// <summary>What the confidence in a centre rests on.</summary>
public enum CentreReason
{
    /// <summary>Methods and slices agree.</summary>
    Agreed,

    /// <summary>Only one method could say anything.</summary>
    OneMethod,

    /// <summary>Methods do not agree.</summary>
    MethodsDisagree,

    /// <summary>Slices do not agree.</summary>
    SlicesDisagree,

    /// <summary>No method has a clear best centre.</summary>
    Unclear,

    /// <summary>There is nothing to see, or the angles are too few: the middle of the detector was taken.</summary>
    NothingSeen,
}
