using System.Collections.Immutable;
using System.Text.Json.Nodes;

namespace Etalon.Ophidia;

/// <summary>One operator over other recipes. Two steps are the same only if they are the same object.</summary>
public sealed record CubeStep : CubeRecipe
{
    /// <summary>A step.</summary>
    /// <param name="name">The native operator.</param>
    /// <param name="settings">Its parameters.</param>
    /// <param name="inputs">What goes in, by port; several at one port stand in a list.</param>
    public CubeStep(string name, JsonObject settings, params ImmutableArray<(string Port, ImmutableArray<CubeRecipe> Recipes)> inputs)
    {
        Operator = name;
        Settings = settings;
        Inputs = inputs;
    }

    /// <summary>The native operator.</summary>
    public string Operator { get; }

    /// <summary>Its parameters; not to be changed.</summary>
    public JsonObject Settings { get; }

    /// <summary>What goes in.</summary>
    public ImmutableArray<(string Port, ImmutableArray<CubeRecipe> Recipes)> Inputs { get; }

    /// <summary>The operator's output, where it has several.</summary>
    public string Output { get; init; } = "";

    /// <summary>One operator with one input, whose port is called <c>cube</c>.</summary>
    public static CubeStep Of(string name, CubeRecipe input, JsonObject settings) => new(name, settings, ("cube", [input]));

    /// <inheritdoc />
    public bool Equals(CubeStep? other) => ReferenceEquals(this, other);

    /// <inheritdoc />
    public override int GetHashCode() => System.Runtime.CompilerServices.RuntimeHelpers.GetHashCode(this);
}
