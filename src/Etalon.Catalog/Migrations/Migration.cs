using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Etalon.Catalog;

/// <summary>One numbered step of the schema, from an embedded file <c>NNNN-name.sql</c>.</summary>
internal sealed record Migration(int Number, string Name, string Script)
{
    /// <summary>Says whether an applied step was changed afterwards.</summary>
    public string Sha256 { get; } = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Script)));

    /// <summary>All steps this version knows, in order.</summary>
    public static IReadOnlyList<Migration> All { get; } =
        [.. typeof(Migration).Assembly.GetManifestResourceNames()
            .Where(name => name.Length > 9 && name[4] == '-' && name.AsSpan(0, 4).IndexOfAnyExceptInRange('0', '9') < 0)
            .Order(StringComparer.Ordinal)
            .Select(name => new Migration(int.Parse(name.AsSpan(0, 4), CultureInfo.InvariantCulture), name[5..^4], Sql.Read(name)))];
}
