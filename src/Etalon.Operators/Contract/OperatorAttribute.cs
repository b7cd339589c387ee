namespace Etalon.Operators;

/// <summary>Gives an operator its public name, its version and its signature.</summary>
/// <param name="name">The name users write: <c>reduce</c>, <c>tomography.normalise</c>.</param>
/// <param name="version">Semantic version; raised whenever the same input may give a different output.</param>
/// <param name="signature">
/// Ports and core axes like a generalised ufunc: <c>projections(y,x), flat(y,x) -> transmission(y,x)</c>.
/// <c>$axes</c> stands for the axes named by the parameter <c>axes</c>, <c>port*</c> for any number of inputs.
/// </param>
[AttributeUsage(AttributeTargets.Class)]
public sealed class OperatorAttribute(string name, string version, string signature) : Attribute
{
    /// <summary>The name users write.</summary>
    public string Name { get; } = name;

    /// <summary>Semantic version.</summary>
    public string Version { get; } = version;

    /// <summary>Ports and core axes.</summary>
    public string Signature { get; } = signature;

    /// <summary>One sentence that says what it does; shown in every list.</summary>
    public string Doc { get; init; } = "";

    /// <summary>Whether it takes float16 as it is. To others such a cube is one of float32: the engine widens it on the way.</summary>
    public bool TakesHalves { get; init; }

    /// <summary>
    /// Whether only the server itself orders it, after it has decided that somebody may: what it does is more than every account is
    /// trusted with. Workflows of users that contain it are refused.
    /// </summary>
    public bool IsReserved { get; init; }
}
