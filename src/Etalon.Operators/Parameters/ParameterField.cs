using System.Collections.Immutable;
using System.Text.Json.Nodes;

namespace Etalon.Operators;

/// <summary>One parameter of an operator: everything a form, a command line or a schema needs.</summary>
/// <param name="Name">As users write it: camel case.</param>
/// <param name="Kind">What values it takes.</param>
/// <param name="Type">The type in the record, without the question mark of an optional one.</param>
public sealed record ParameterField(string Name, ParameterKind Kind, Type Type)
{
    /// <summary>What it means.</summary>
    public string Doc { get; init; } = "";

    /// <summary>The unit values are in; empty for none.</summary>
    public string Unit { get; init; } = "";

    /// <summary>The smallest allowed number, or null.</summary>
    public double? Minimum { get; init; }

    /// <summary>The largest allowed number, or null.</summary>
    public double? Maximum { get; init; }

    /// <summary>The allowed names of a choice.</summary>
    public ImmutableArray<string> Choices { get; init; } = [];

    /// <summary>Whether it must be given.</summary>
    public bool IsRequired { get; init; }

    /// <summary>Whether it may be null.</summary>
    public bool IsOptional { get; init; }

    /// <summary>The value it has when it is not given, as JSON; null where there is none.</summary>
    public JsonNode? Default { get; init; }

    /// <summary>The items of a list.</summary>
    public ParameterField? Item { get; init; }

    /// <summary>The fields of a nested record.</summary>
    public ParameterSchema? Nested { get; init; }
}
