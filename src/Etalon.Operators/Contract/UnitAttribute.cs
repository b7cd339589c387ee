namespace Etalon.Operators;

/// <summary>The unit a numeric parameter is in; users may write any compatible unit (<c>0.2 um</c> for nm).</summary>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Parameter)]
public sealed class UnitAttribute(string unit) : Attribute
{
    /// <summary>The unit.</summary>
    public string Unit { get; } = unit;
}
