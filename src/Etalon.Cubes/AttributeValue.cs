using System.Collections.Immutable;

namespace Etalon.Cubes;

/// <summary>One attribute: a text, or one or more numbers of one sample type.</summary>
public sealed record AttributeValue
{
    private AttributeValue(string? text, ImmutableArray<double> numbers, SampleType type)
    {
        Text = text;
        Numbers = numbers;
        Type = type;
    }

    /// <summary>The text, or null for numbers.</summary>
    public string? Text { get; }

    /// <summary>The numbers, or empty for a text. 64-bit integers beyond 2^53 are kept as text by readers.</summary>
    public ImmutableArray<double> Numbers { get; }

    /// <summary>How the numbers were stored.</summary>
    public SampleType Type { get; }

    /// <summary>A text.</summary>
    public static AttributeValue Of(string text) => new(text, [], SampleType.UInt8);

    /// <summary>Numbers.</summary>
    public static AttributeValue Of(SampleType type, params ReadOnlySpan<double> numbers) => new(null, [.. numbers], type);

    /// <summary>One number, as float64.</summary>
    public static AttributeValue Of(double number) => Of(SampleType.Float64, number);

    /// <inheritdoc />
    public bool Equals(AttributeValue? other) =>
        other is not null && Type == other.Type && string.Equals(Text, other.Text, StringComparison.Ordinal)
        && Numbers.AsSpan().SequenceEqual(other.Numbers.AsSpan());

    /// <inheritdoc />
    public override int GetHashCode() => HashCode.Combine(Text, Numbers.Length);

    /// <inheritdoc />
    public override string ToString() =>
        Text ?? string.Join(' ', Numbers.Select(n => n.ToString("R", System.Globalization.CultureInfo.InvariantCulture)));
}
