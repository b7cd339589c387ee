namespace Etalon.Operators.Datacubes;

/// <summary>What a function demands of the units of its operands, and which unit it gives.</summary>
internal enum UnitRule
{
    /// <summary>The operand's unit.</summary>
    Keep,

    /// <summary>Any unit; the result is a number.</summary>
    Drop,

    /// <summary>Any units; the result is a condition.</summary>
    Forget,

    /// <summary>Compatible units; the right one is converted. Temperatures with different zeros cannot be added.</summary>
    Sum,

    /// <summary>Compatible units; later ones are converted to the first.</summary>
    Same,

    /// <summary>As <see cref="Same"/>, the result is a condition.</summary>
    Compare,

    /// <summary>As <see cref="Same"/>, the result is an angle in radians.</summary>
    SameToAngle,

    /// <summary>As <see cref="Same"/> for the second and third operand.</summary>
    Choose,

    /// <summary>The product or quotient of the units.</summary>
    Product,

    /// <summary>A whole power of the unit.</summary>
    Power,

    /// <summary>The square root of the unit.</summary>
    SquareRoot,

    /// <summary>A pure number in, a pure number out.</summary>
    Number,

    /// <summary>An angle in, a pure number out.</summary>
    Angle,

    /// <summary>A pure number in, radians out.</summary>
    GiveAngle,

    /// <summary>Degrees in, radians out.</summary>
    ToRadians,

    /// <summary>Radians in, degrees out.</summary>
    ToDegrees,
}
