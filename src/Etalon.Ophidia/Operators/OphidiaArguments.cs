using System.Collections.Immutable;
using System.Globalization;
using Etalon.Cubes;

namespace Etalon.Ophidia;

/// <summary>
/// The arguments of one task, read with the defaults and the rules of its operator. Keys that the operator does not know are passed
/// over: clients send some.
/// </summary>
public sealed class OphidiaArguments
{
    private readonly OphidiaManual _manual;
    private readonly OphidiaTask _task;

    /// <summary>Reads the arguments of a task.</summary>
    /// <exception cref="RefusalException">A value outside of those allowed, or one that must be there is not: <c>bad-argument</c>.</exception>
    public OphidiaArguments(OphidiaManual manual, OphidiaTask task)
    {
        (_manual, _task) = (manual, task);
        foreach (var argument in manual.Arguments)
        {
            var value = Given(argument) ?? argument.Default;
            if (value is null)
            {
                throw Bad(argument.Name, "is needed and was not given");
            }

            foreach (var piece in argument.Values.IsEmpty ? [] : argument.IsList ? value.Split('|', StringSplitOptions.TrimEntries) : [value])
            {
                if (!argument.Values.Contains(piece, StringComparer.Ordinal))
                {
                    throw Bad(argument.Name, $"is '{piece}'; it may be {string.Join(", ", argument.Values)}");
                }
            }
        }
    }

    /// <summary>The operator: <c>oph_reduce</c>.</summary>
    public string Operator => _manual.Name;

    /// <summary>The value as given, or its default.</summary>
    public string this[string key] =>
        Given(key) ?? _manual.Argument(key)?.Default ?? throw Bad(key, "is needed and was not given");

    /// <summary>Whether the task itself names the key, or another name of it.</summary>
    public bool Has(string key) => Given(key) is not null;

    /// <summary>Whether the operator has an argument of that name.</summary>
    public bool Knows(string key) => _manual.Argument(key) is not null;

    /// <summary>The value, or null where it stands for nothing: <c>-</c>, <c>null</c>, empty.</summary>
    public string? Text(string key) => this[key] is { } value && value is not ("-" or "null" or "") ? value : null;

    /// <summary>The pieces between bars, <c>lat|lon</c>; none where the value stands for nothing.</summary>
    public ImmutableArray<string> List(string key) => Text(key) is { } value ? [.. value.Split('|', StringSplitOptions.TrimEntries)] : [];

    /// <summary><c>yes</c> or <c>no</c>.</summary>
    public bool IsYes(string key) => this[key] switch
    {
        "yes" => true,
        "no" => false,
        var other => throw Bad(key, $"is '{other}'; it may be yes or no"),
    };

    /// <summary>A whole number within limits.</summary>
    public long Whole(string key, long least = long.MinValue, long most = long.MaxValue) =>
        long.TryParse(this[key], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most
            ? number
            : throw Bad(key, $"is '{this[key]}'; it is a whole number{(least == long.MinValue ? "" : string.Create(CultureInfo.InvariantCulture, $" from {least}"))}{(most == long.MaxValue ? "" : string.Create(CultureInfo.InvariantCulture, $" to {most}"))}");

    /// <summary>A number.</summary>
    public double Number(string key) =>
        double.TryParse(this[key], NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : throw Bad(key, $"is '{this[key]}'; it is a number");

    /// <summary>A refusal of one argument.</summary>
    /// <param name="key">Which.</param>
    /// <param name="why">Goes on after the argument's name: <c>is 'x'; it may be a, b</c>.</param>
    public RefusalException Bad(string key, string why) =>
        new("bad-argument", $"{_manual.Name}: the argument '{key}' {why}.", $"'oph_man function={_manual.Name}' explains it.");

    private string? Given(string key) => _manual.Argument(key) is { } argument ? Given(argument) : _task[key];

    /// <summary>
    /// What was written last counts, by whatever name: what a request says for all of its tasks stands first, so that <c>datacube_input=P</c> of a task is not
    /// overruled by the <c>cube</c> that clients add to every request.
    /// </summary>
    private string? Given(OphidiaArgument argument)
    {
        for (var i = _task.Arguments.Length - 1; i >= 0; i--)
        {
            var (key, value) = _task.Arguments[i];
            if (string.Equals(key, argument.Name, StringComparison.Ordinal) || argument.Aliases.Contains(key, StringComparer.Ordinal))
            {
                return value;
            }
        }

        return null;
    }
}
