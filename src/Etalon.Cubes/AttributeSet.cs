using System.Collections;
using System.Collections.Immutable;

namespace Etalon.Cubes;

/// <summary>Attributes by name, in ordinal order, compared by content.</summary>
public sealed class AttributeSet : IEquatable<AttributeSet>, IEnumerable<KeyValuePair<string, AttributeValue>>
{
    private readonly ImmutableSortedDictionary<string, AttributeValue> _values;

    private AttributeSet(ImmutableSortedDictionary<string, AttributeValue> values) => _values = values;

    /// <summary>No attributes.</summary>
    public static AttributeSet Empty { get; } = new(ImmutableSortedDictionary.Create<string, AttributeValue>(StringComparer.Ordinal));

    /// <summary>How many there are.</summary>
    public int Count => _values.Count;

    /// <summary>The attribute of that name, or null.</summary>
    public AttributeValue? this[string name] => _values.GetValueOrDefault(name);

    /// <summary>The text of an attribute, or an empty one.</summary>
    public string Text(string name) => this[name]?.ToString() ?? "";

    /// <summary>The same with one attribute set.</summary>
    public AttributeSet With(string name, AttributeValue value) => new(_values.SetItem(name, value));

    /// <summary>The same with one text set.</summary>
    public AttributeSet With(string name, string text) => With(name, AttributeValue.Of(text));

    /// <summary>The same without some attributes.</summary>
    public AttributeSet Without(params ReadOnlySpan<string> names)
    {
        var left = _values;
        foreach (var name in names)
        {
            left = left.Remove(name);
        }

        return new AttributeSet(left);
    }

    /// <inheritdoc />
    public bool Equals(AttributeSet? other) => other is not null && _values.SequenceEqual(other._values);

    /// <inheritdoc />
    public override bool Equals(object? obj) => Equals(obj as AttributeSet);

    /// <inheritdoc />
    public override int GetHashCode() => _values.Count;

    /// <inheritdoc />
    public IEnumerator<KeyValuePair<string, AttributeValue>> GetEnumerator() => _values.GetEnumerator();

    /// <inheritdoc />
    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
