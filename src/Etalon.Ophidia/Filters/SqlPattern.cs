using System.Text;
using System.Text.RegularExpressions;

namespace Etalon.Ophidia;

/// <summary>A pattern as SQL writes it: <c>%</c> for anything, <c>_</c> for one letter, a backslash before what means itself.</summary>
public sealed class SqlPattern
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(1);
    private readonly Regex _regex;

    /// <summary>Reads a pattern; case matters only if that is asked for.</summary>
    public SqlPattern(string pattern, bool ignoreCase = false)
    {
        ArgumentNullException.ThrowIfNull(pattern);
        var text = new StringBuilder("^");
        var isEscaped = false;
        foreach (var letter in pattern)
        {
            if (letter == '\\' && !isEscaped)
            {
                isEscaped = true;
                continue;
            }

            text.Append(isEscaped ? Regex.Escape(letter.ToString()) : Meaning(letter));
            isEscaped = false;
        }

        var options = RegexOptions.Singleline | RegexOptions.NonBacktracking | (ignoreCase ? RegexOptions.IgnoreCase | RegexOptions.CultureInvariant : RegexOptions.None);
        _regex = new Regex(text.Append('$').ToString(), options, Limit);
    }

    /// <summary>Whether a text fits.</summary>
    public bool Fits(string text) => _regex.IsMatch(text);

    private static string Meaning(char letter) => letter switch
    {
        '%' => ".*",
        '_' => ".",
        _ => Regex.Escape(letter.ToString()),
    };
}
