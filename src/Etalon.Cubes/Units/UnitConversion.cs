namespace Etalon.Cubes;

/// <summary>A linear change of unit: <c>new = old * Scale + Offset</c>.</summary>
/// <param name="Scale">The factor; exactly 1 between equal units.</param>
/// <param name="Offset">What is added; exactly 0 except between temperatures (and other shifted units) with different zeros.</param>
public readonly record struct UnitConversion(double Scale, double Offset)
{
    /// <summary>Whether nothing changes.</summary>
    public bool IsIdentity => Scale == 1 && Offset == 0;

    /// <summary>A value in the new unit.</summary>
    public double Apply(double value) => (value * Scale) + Offset;

    /// <summary>A difference of two values in the new unit: an offset cancels.</summary>
    public double ApplyToDifference(double difference) => difference * Scale;
}
