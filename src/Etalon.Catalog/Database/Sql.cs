namespace Etalon.Catalog;

/// <summary>Reads the queries that are embedded next to their users.</summary>
internal static class Sql
{
    public static string Read(string fileName)
    {
        using var stream = typeof(Sql).Assembly.GetManifestResourceStream(fileName)
            ?? throw new FileNotFoundException("No such embedded query.", fileName);
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
