using System.Globalization;

namespace Etalon.Cubes;

/// <summary>The refusals that several projects share; a refusal with one user is made where it is thrown.</summary>
public static class Refusal
{
    /// <summary>Of a longer list no more is named: nobody reads on, and the nearest names are suggested anyway.</summary>
    private const int MostNames = 40;

    /// <summary>A name that is not in a closed list; the nearest names are suggested.</summary>
    public static RefusalException Unknown(string what, string given, IEnumerable<string> allowed)
    {
        var known = allowed.ToArray();
        var near = NearestNames.Of(given, known);
        var help = near.Length > 0
            ? $"Did you mean {string.Join(" or ", near.Select(n => $"'{n}'"))}?"
            : "Use one of the names listed.";
        var list = known.Length == 0 ? "There are none." : $"Allowed: {Names(known)}.";
        return new RefusalException($"unknown-{what.Replace(' ', '-')}", $"There is no {what} '{given}'. {list}", help);
    }

    /// <summary>Names with commas between them; of many only the first.</summary>
    public static string Names(IReadOnlyCollection<string> known)
    {
        ArgumentNullException.ThrowIfNull(known);
        return known.Count <= MostNames ? string.Join(", ", known) : string.Create(CultureInfo.InvariantCulture, $"{string.Join(", ", known.Take(MostNames))}, … ({known.Count} in all)");
    }

    /// <summary>A region that leaves the cube.</summary>
    public static RefusalException Outside(string axis, long start, long end, long length) => new(
        "region-outside",
        $"Axis '{axis}' has {length} samples (0 to {length - 1}); {start}:{end} was asked for.",
        $"Choose a start from 0 and an end up to {length} (the end is not included).");

    /// <summary>A file that is not what it says.</summary>
    public static RefusalException Corrupt(string path, string what, Exception? inner = null) => new(
        "corrupt-file", $"'{path}' cannot be read: {what}.",
        "Copy the file again from its source, or check it with the program that wrote it.", RefusalKind.Corrupt, inner);

    /// <summary>A file that is not there.</summary>
    public static RefusalException NoSuchFile(string path) => new(
        "missing-file", $"There is no file or folder '{path}'.", "Check the path; relative paths start at the folder you are in.",
        RefusalKind.Missing);

    /// <summary>A cancelled piece of work.</summary>
    public static RefusalException Cancelled() => new("cancelled", "The run was cancelled.", kind: RefusalKind.Cancelled);
}
