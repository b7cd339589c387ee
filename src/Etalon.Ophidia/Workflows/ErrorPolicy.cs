using System.Globalization;

namespace Etalon.Ophidia;

/// <summary>What follows when a task fails.</summary>
/// <param name="Kind">What becomes of the rest.</param>
/// <param name="Repeats">How often the task is tried again before.</param>
public readonly record struct ErrorPolicy(ErrorPolicyKind Kind, int Repeats)
{
    private const int MostRepeats = 100;

    /// <summary>Reads <c>skip</c>, <c>continue</c>, <c>break</c>, <c>abort</c>, <c>repeat</c> or <c>repeat N</c>; nothing is <c>break</c>.</summary>
    /// <exception cref="OphidiaException">It is none of them (7).</exception>
    public static ErrorPolicy Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var words = text.Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        return words switch
        {
            [] or ["break"] => new ErrorPolicy(ErrorPolicyKind.Break, 0),
            ["skip"] => new ErrorPolicy(ErrorPolicyKind.Skip, 0),
            ["continue"] => new ErrorPolicy(ErrorPolicyKind.Continue, 0),
            ["abort"] => new ErrorPolicy(ErrorPolicyKind.Abort, 0),
            ["repeat"] => new ErrorPolicy(ErrorPolicyKind.Break, 1),
            ["repeat", var number] when int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var repeats) && repeats <= MostRepeats =>
                new ErrorPolicy(ErrorPolicyKind.Break, repeats),
            _ => throw new OphidiaException(
                OphidiaError.Parameter, $"'on_error' is '{text}'; it is skip, continue, break, abort or 'repeat N' with N up to {MostRepeats}."),
        };
    }
}
