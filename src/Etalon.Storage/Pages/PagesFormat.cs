using System.Security.Cryptography;
using System.Text;
using Etalon.Cubes;

namespace Etalon.Storage;

/// <summary>Web pages that show samples to people: an index, and pages of rows. They are written only.</summary>
public sealed class PagesFormat : IDatasetFormat
{
    /// <summary>How a content security policy names the style of pages, the only thing on them that is more than text.</summary>
    public static string StyleHash { get; } = $"'sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(PageFile.Style)))}'";

    /// <inheritdoc />
    public string Name => "html";

    /// <inheritdoc />
    public bool IsRead => false;

    /// <inheritdoc />
    public int Recognise(string path, ReadOnlySpan<byte> head) => 0;

    /// <inheritdoc />
    public IDatasetReader Open(string path) => throw new RefusalException(
        "unsupported-format", $"'{path}' cannot be read: web pages are written only.", "Read the cube they were made from.", RefusalKind.Unsupported);

    /// <inheritdoc />
    public IDatasetWriter Create(string path, IReadOnlyDictionary<string, string> options) => new PagesWriter(path, PagesOptions.Parse(options));
}
