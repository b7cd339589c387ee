using System.Globalization;
using System.Text;
using Etalon.Cubes;

namespace Etalon.Ophidia;

/// <summary>Texts in which <c>@name</c>, <c>@{name}</c>, <c>&amp;name</c> and <c>&amp;{name}</c> stand for something else.</summary>
/// <remarks>What is put in is not looked through again, so a value may contain such signs.</remarks>
public static class VariableText
{
    private const int LongestText = 1 << 20;

    /// <summary>Puts labels and indexes in their places.</summary>
    /// <param name="text">With names.</param>
    /// <param name="variables">What they stand for.</param>
    /// <exception cref="RefusalException">
    /// <c>unknown-variable</c>: a name nobody has given a value. Without braces, <c>&amp;name</c> and what looks like <c>user@host</c> stay as they are:
    /// addresses contain both.
    /// </exception>
    public static string Replace(string text, IReadOnlyDictionary<string, OphidiaVariable> variables)
    {
        ArgumentNullException.ThrowIfNull(text);
        ArgumentNullException.ThrowIfNull(variables);
        if (text.AsSpan().IndexOfAny('@', '&') < 0)
        {
            return text;
        }

        var result = new StringBuilder(text.Length);
        var at = 0;
        while (at < text.Length)
        {
            var length = text[at] is '@' or '&' ? Put(text, at, variables, result) : 0;
            if (length == 0)
            {
                result.Append(text[at]);
                length = 1;
            }

            at += length;
            if (result.Length > LongestText)
            {
                throw new RefusalException("text-too-long", $"With its variables, an argument has more than {LongestText} characters.", "Set shorter values.");
            }
        }

        return result.ToString();
    }

    /// <summary>Whether a text can be the name of a variable: letters, digits and underscores, no digit first.</summary>
    public static bool IsName(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return text.Length > 0 && NameLength(text, 0) == text.Length;
    }

    /// <summary>The name, without the braces in which it may be written.</summary>
    public static string Bare(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return text.StartsWith('{') && text.EndsWith('}') ? text[1..^1] : text;
    }

    /// <summary>How many letters of the text were replaced; 0 where nothing stands for anything else.</summary>
    private static int Put(string text, int at, IReadOnlyDictionary<string, OphidiaVariable> variables, StringBuilder result)
    {
        var isBraced = at + 1 < text.Length && text[at + 1] == '{';
        var start = isBraced ? at + 2 : at + 1;
        var end = isBraced ? text.IndexOf('}', start) : start + NameLength(text, start);
        if (end <= start)
        {
            return 0;
        }

        var name = text[start..end];
        if (variables.TryGetValue(name, out var variable))
        {
            result.Append(text[at] == '@' ? variable.Label : variable.Index.ToString(CultureInfo.InvariantCulture));
            return end - at + (isBraced ? 1 : 0);
        }

        var isMeant = isBraced || (text[at] == '@' && (at == 0 || !char.IsAsciiLetterOrDigit(text[at - 1])));
        return isMeant ? throw Unknown(text, at, name, variables.Keys) : 0;
    }

    private static int NameLength(string text, int start)
    {
        var end = start;
        while (end < text.Length && (text[end] == '_' || char.IsAsciiLetter(text[end]) || (end > start && char.IsAsciiDigit(text[end]))))
        {
            end++;
        }

        return end - start;
    }

    private static RefusalException Unknown(string text, int at, string name, IEnumerable<string> known)
    {
        var near = NearestNames.Of(name, known);
        return new RefusalException(
            "unknown-variable",
            string.Create(CultureInfo.InvariantCulture, $"'{text}': at position {at + 1}, nobody has given '{name}' a value."),
            near.Length > 0
                ? $"Did you mean {string.Join(" or ", near)}? A variable is seen by tasks that depend on the oph_set or lie in the oph_for that names it."
                : "A variable is seen by tasks that depend on the oph_set or lie in the oph_for that names it.");
    }
}
