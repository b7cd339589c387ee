using System.Collections.Immutable;
using System.Globalization;

namespace Etalon.Server;

/// <summary>Numbers of bytes as the original shows them: units of 1024, six decimals.</summary>
internal static class ByteUnits
{
    private const double Step = 1024;
    private static readonly ImmutableArray<string> Names = ["B", "KB", "MB", "GB", "TB", "PB"];

    /// <summary>A number of bytes in a unit.</summary>
    public static string In(long bytes, string unit) => (bytes / Math.Pow(Step, Names.IndexOf(unit))).ToString("F6", CultureInfo.InvariantCulture);

    /// <summary>A number of bytes in the unit that fits it; MB for all that is less.</summary>
    public static (string Size, string Unit) Fitting(long bytes)
    {
        var at = 2;
        while (at + 1 < Names.Length && bytes >= Math.Pow(Step, at + 1))
        {
            at++;
        }

        return (In(bytes, Names[at]), Names[at]);
    }
}
