namespace Etalon.Storage;

/// <summary>NumPy's own files: one array of numbers, nothing else.</summary>
public sealed class NpyFormat : IDatasetFormat
{
    private const int Certain = 100;

    /// <inheritdoc />
    public string Name => "npy";

    /// <inheritdoc />
    public int Recognise(string path, ReadOnlySpan<byte> head) => NpyHeader.IsIn(head) ? Certain : 0;

    /// <inheritdoc />
    public IDatasetReader Open(string path) => new NpyReader(path);

    /// <inheritdoc />
    public IDatasetWriter Create(string path, IReadOnlyDictionary<string, string> options) => new NpyWriter(path);
}
