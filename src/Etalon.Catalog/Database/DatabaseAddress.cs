using Etalon.Cubes;
using Npgsql;

namespace Etalon.Catalog;

/// <summary>
/// Reads the address of a database in the forms people have: Npgsql's (<c>Host=…;Database=…</c>), libpq's
/// (<c>host=… dbname=…</c>) and the URI (<c>postgresql://user@host/db</c>).
/// </summary>
public static class DatabaseAddress
{
    private static readonly Dictionary<string, string> LibpqNames = new(StringComparer.OrdinalIgnoreCase)
    {
        ["dbname"] = "Database",
        ["user"] = "Username",
        ["hostaddr"] = "Host",
        ["sslmode"] = "SSL Mode",
        ["sslrootcert"] = "Root Certificate",
        ["application_name"] = "Application Name",
        ["connect_timeout"] = "Timeout",
    };

    /// <summary>Npgsql's connection string for an address in any of the forms.</summary>
    /// <exception cref="RefusalException">It is in none of them.</exception>
    public static string Parse(string address)
    {
        try
        {
            return Builder(address.Trim()).ConnectionString;
        }
        catch (Exception e) when (e is ArgumentException or FormatException)
        {
            throw new RefusalException(
                "bad-database-address", "ETALON_DATABASE is not an address of a PostgreSQL database.",
                "Write postgresql://user:password@host:5432/database, or Host=…;Username=…;Password=…;Database=….", inner: e);
        }
    }

    private static NpgsqlConnectionStringBuilder Builder(string address)
    {
        if (address.StartsWith("postgres://", StringComparison.Ordinal) || address.StartsWith("postgresql://", StringComparison.Ordinal))
        {
            return FromUri(new Uri(address));
        }

        return address.Contains(';', StringComparison.Ordinal) || !address.Contains(' ', StringComparison.Ordinal)
            ? new NpgsqlConnectionStringBuilder(address)
            : FromPairs(address.Split(' ', StringSplitOptions.RemoveEmptyEntries), new NpgsqlConnectionStringBuilder());
    }

    private static NpgsqlConnectionStringBuilder FromUri(Uri uri)
    {
        var builder = new NpgsqlConnectionStringBuilder();
        var user = uri.UserInfo.Split(':', 2);
        if (uri.Host.Length > 0)
        {
            builder.Host = uri.Host;
        }

        if (uri.Port > 0)
        {
            builder.Port = uri.Port;
        }

        if (user[0].Length > 0)
        {
            builder.Username = Uri.UnescapeDataString(user[0]);
        }

        if (user.Length > 1)
        {
            builder.Password = Uri.UnescapeDataString(user[1]);
        }

        if (uri.AbsolutePath.Length > 1)
        {
            builder.Database = Uri.UnescapeDataString(uri.AbsolutePath[1..]);
        }

        return FromPairs(uri.Query.TrimStart('?').Split('&', StringSplitOptions.RemoveEmptyEntries).Select(Uri.UnescapeDataString), builder);
    }

    private static NpgsqlConnectionStringBuilder FromPairs(IEnumerable<string> pairs, NpgsqlConnectionStringBuilder builder)
    {
        foreach (var pair in pairs)
        {
            var parts = pair.Split('=', 2);
            if (parts.Length != 2)
            {
                throw new FormatException("A word without '='.");
            }

            builder[LibpqNames.GetValueOrDefault(parts[0], parts[0])] = parts[1].Trim('\'');
        }

        return builder;
    }
}
