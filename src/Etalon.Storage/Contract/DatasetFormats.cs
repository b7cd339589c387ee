using Etalon.Cubes;

namespace Etalon.Storage;

/// <summary>The known formats; the one place that chooses among them.</summary>
public sealed class DatasetFormats(IReadOnlyList<IDatasetFormat> formats)
{
    /// <summary>The names of all formats.</summary>
    public IEnumerable<string> Names => formats.Select(format => format.Name);

    /// <summary>The format of that name.</summary>
    public IDatasetFormat this[string name] =>
        formats.FirstOrDefault(format => string.Equals(format.Name, name, StringComparison.Ordinal))
        ?? throw Refusal.Unknown("format", name, Names);

    /// <summary>The format that recognises the content best.</summary>
    public IDatasetFormat Find(string path)
    {
        var head = Head(path);
        var best = formats
            .Select(format => (Format: format, Score: format.Recognise(path, head)))
            .OrderByDescending(pair => pair.Score)
            .FirstOrDefault();
        return best.Score > 0
            ? best.Format
            : throw new RefusalException(
                "unknown-format", $"'{path}' is in no format that Etalon reads. Formats: {string.Join(", ", formats.Where(format => format.IsRead).Select(format => format.Name))}.",
                "Convert it to one of these, or check that the file is complete.", RefusalKind.Unsupported);
    }

    /// <summary>Opens a file or folder of any known format.</summary>
    public IDatasetReader Open(string path) => Find(path).Open(path);

    private static byte[] Head(string path)
    {
        if (Directory.Exists(path))
        {
            return [];
        }

        if (!File.Exists(path))
        {
            throw Refusal.NoSuchFile(path);
        }

        using var file = File.OpenHandle(path);
        var head = new byte[4096];
        var read = RandomAccess.Read(file, head, 0);
        return head[..read];
    }
}
