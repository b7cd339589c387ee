using System.Globalization;
using Etalon.Cubes;

namespace Etalon.Operators;

/// <summary>A version of three numbers; later parts may be left out and are then 0.</summary>
public readonly record struct SemanticVersion(int Major, int Minor, int Patch) : IComparable<SemanticVersion>
{
    /// <summary>Reads <c>1</c>, <c>1.2</c> or <c>1.2.3</c>.</summary>
    /// <exception cref="RefusalException">The text is no version (<c>bad-version</c>).</exception>
    public static SemanticVersion Parse(string text)
    {
        var parts = text.Split('.');
        var numbers = new int[3];
        var good = parts.Length is >= 1 and <= 3;
        for (var i = 0; good && i < parts.Length; i++)
        {
            good = int.TryParse(parts[i], NumberStyles.None, CultureInfo.InvariantCulture, out numbers[i]);
        }

        return good
            ? new SemanticVersion(numbers[0], numbers[1], numbers[2])
            : throw new RefusalException("bad-version", $"'{text}' is no version.", "Write 1.2.3, or a range: ^1, ~1.2.");
    }

    /// <inheritdoc />
    public int CompareTo(SemanticVersion other) => (Major, Minor, Patch).CompareTo((other.Major, other.Minor, other.Patch));

    /// <summary>Older.</summary>
    public static bool operator <(SemanticVersion left, SemanticVersion right) => left.CompareTo(right) < 0;

    /// <summary>Newer.</summary>
    public static bool operator >(SemanticVersion left, SemanticVersion right) => left.CompareTo(right) > 0;

    /// <summary>Not newer.</summary>
    public static bool operator <=(SemanticVersion left, SemanticVersion right) => left.CompareTo(right) <= 0;

    /// <summary>Not older.</summary>
    public static bool operator >=(SemanticVersion left, SemanticVersion right) => left.CompareTo(right) >= 0;

    /// <inheritdoc />
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Major}.{Minor}.{Patch}");
}
