using System.Globalization;

namespace Etalon.Cli;

/// <summary>Numbers of bytes as people write them.</summary>
internal static class ByteText
{
    private static readonly (string Suffix, double Factor)[] Suffixes =
    [
        ("KiB", 1 << 10), ("MiB", 1 << 20), ("GiB", 1 << 30), ("kB", 1e3), ("KB", 1e3), ("MB", 1e6), ("GB", 1e9), ("B", 1),
    ];

    /// <summary>Reads <c>256MB</c>, <c>1.5 GiB</c> or a plain number of bytes.</summary>
    public static long Parse(string text)
    {
        var (suffix, factor) = Suffixes.FirstOrDefault(pair => text.EndsWith(pair.Suffix, StringComparison.Ordinal), ("", 1));
        var number = text[..^suffix.Length].Trim();
        return double.TryParse(number, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) && value > 0
            ? (long)(value * factor)
            : throw new ClientRefusalException(ExitCodes.Usage, "bad-size", $"'{text}' is no size.", "Write for example 256MB, 1.5GB or 4GiB.");
    }
}
