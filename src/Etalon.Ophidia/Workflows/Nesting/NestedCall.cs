using System.Collections.Immutable;

namespace Etalon.Ophidia;

/// <summary>A call as the paper writes it: <c>OPH_APPLY(OPH_IMPORT_NC(file), query=…)</c>.</summary>
/// <param name="Operator">As it is written.</param>
/// <param name="Arguments">What stands in the parentheses.</param>
internal sealed record NestedCall(string Operator, ImmutableArray<NestedArgument> Arguments)
{
    /// <summary>Whether a text begins as a call does: a name and a parenthesis.</summary>
    public static bool IsLike(string text)
    {
        var trimmed = text.AsSpan().Trim();
        var end = 0;
        while (end < trimmed.Length && (trimmed[end] == '_' || char.IsAsciiLetterOrDigit(trimmed[end])))
        {
            end++;
        }

        return end > 0 && char.IsAsciiLetter(trimmed[0]) && trimmed[end..].TrimStart().StartsWith("(") && trimmed.EndsWith(")");
    }

    /// <summary>Reads a call.</summary>
    /// <exception cref="OphidiaException">It is none; the message names the position (7).</exception>
    public static NestedCall Parse(string text, Func<string, OphidiaManual?> manuals) => new NestedReading(text, manuals).Read();
}
