using System.Collections.Immutable;

namespace Etalon.Ophidia;

/// <summary>A condition in place of a cube or a file, <c>[level=1;measure=tos]</c>: the operator runs for whatever fits.</summary>
/// <param name="Conditions">Keys, values, and whether the condition is turned round (<c>measure!=tos</c>).</param>
public sealed record MassiveFilter(ImmutableArray<(string Key, string Value, bool IsNegated)> Conditions)
{
    private static readonly ImmutableHashSet<string> Keys =
    [
        "level", "measure", "parent_cube", "container", "container_pid", "cube_filter", "metadata_key", "metadata_value", "path", "file", "depth", "recursive",
        "convention", "run",
    ];

    /// <summary>Reads a value; null where it is no filter: no brackets, or brackets around a list of cubes.</summary>
    /// <exception cref="OphidiaException">It has a key that filters do not know.</exception>
    public static MassiveFilter? Parse(string value)
    {
        ArgumentNullException.ThrowIfNull(value);
        var text = value.Trim();
        if (!text.StartsWith('[') || !text.EndsWith(']') || (text.Length > 2 && !text.Contains('=', StringComparison.Ordinal)))
        {
            return null;
        }

        var pieces = text[1..^1].Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        return new MassiveFilter([.. pieces.Select(Condition)]);
    }

    private static (string Key, string Value, bool IsNegated) Condition(string piece)
    {
        var equals = piece.IndexOf('=', StringComparison.Ordinal);
        var isNegated = equals > 0 && piece[equals - 1] == '!';
        var key = equals < 0 ? piece : piece[..(isNegated ? equals - 1 : equals)].Trim();
        return equals > 0 && Keys.Contains(key)
            ? (key, piece[(equals + 1)..].Trim(), isNegated)
            : throw new OphidiaException(OphidiaError.Parameter, $"'{piece}' is no condition. Keys: {string.Join(", ", Keys.Order(StringComparer.Ordinal))}; written key=value or key!=value.");
    }
}
