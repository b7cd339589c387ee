using System.Text.Json.Nodes;

namespace Etalon.Operators;

/// <summary>An operator as the registry knows it.</summary>
public sealed class OperatorEntry
{
    private readonly OperatorBinding _binding;
    private readonly ParameterSchema _parameters;

    internal OperatorEntry(
        OperatorAttribute attribute, OperatorKind kind, OperatorBinding binding, ParameterSchema parameters, string origin, string hash)
    {
        Name = attribute.Name;
        Version = attribute.Version;
        Signature = OperatorSignature.Parse(attribute.Signature);
        Doc = attribute.Doc;
        TakesHalves = attribute.TakesHalves;
        IsReserved = attribute.IsReserved;
        Kind = kind;
        Origin = origin;
        AssemblyHash = hash;
        _binding = binding;
        _parameters = parameters;
    }

    /// <summary>The name users write.</summary>
    public string Name { get; }

    /// <summary>Semantic version.</summary>
    public string Version { get; }

    /// <summary>Ports and core axes.</summary>
    public OperatorSignature Signature { get; }

    /// <summary>One sentence that says what it does.</summary>
    public string Doc { get; }

    /// <summary>Whether it takes float16 as it is; others see float32.</summary>
    public bool TakesHalves { get; }

    /// <summary>Whether only the server itself orders it.</summary>
    public bool IsReserved { get; }

    /// <summary>What the engine may do with it.</summary>
    public OperatorKind Kind { get; }

    /// <summary>SHA-256 of the file it came from, in hexadecimal.</summary>
    public string AssemblyHash { get; }

    /// <summary>The name of the assembly it came from.</summary>
    public string Origin { get; }

    /// <summary>JSON schema (draft 2020-12) of the parameters; a copy, the caller may change it.</summary>
    public JsonObject Schema => _parameters.ToJson();

    /// <summary>The parameters as fields: names, types, units, ranges, defaults.</summary>
    public ParameterSchema Parameters => _parameters;

    /// <summary>Takes parameters as the user wrote them, checks and completes them.</summary>
    /// <exception cref="Cubes.RefusalException"><c>unknown-parameter</c>, <c>bad-parameter</c>, <c>missing-parameter</c>, <c>wrong-unit</c>.</exception>
    public BoundOperator BindParameters(JsonObject parameters)
    {
        var (record, canonical) = _parameters.Bind(parameters);
        return new BoundOperator(this, _binding, record, canonical);
    }
}
