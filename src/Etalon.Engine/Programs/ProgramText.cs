using System.Text;

namespace Etalon.Engine;

/// <summary>A file that takes what a program says, while it says it; of a flood only the beginning is kept.</summary>
internal sealed class ProgramText : IDisposable
{
    private const long MostBytes = 8L << 20;
    private readonly Lock _gate = new();
    private readonly FileStream _file;
    private readonly ProgramText? _shared;

    private ProgramText(FileStream file, ProgramText? shared)
    {
        _file = file;
        _shared = shared;
    }

    /// <summary>A new file.</summary>
    /// <param name="path">Its path.</param>
    /// <param name="shared">Another one that gets the same, and perhaps more besides.</param>
    public static ProgramText Create(string path, ProgramText? shared) => new(Open(path, FileMode.Create), shared);

    /// <summary>A file that has something already.</summary>
    public static ProgramText Append(string path) => new(Open(path, FileMode.Append), null);

    /// <summary>The end of such a file.</summary>
    public static string Tail(string path, int most)
    {
        using var file = File.OpenRead(path);
        var bytes = new byte[Math.Min(file.Length, 4L * most)];
        file.Seek(-bytes.Length, SeekOrigin.End);
        file.ReadExactly(bytes);
        var text = Encoding.UTF8.GetString(bytes);
        return text.Length > most ? "…" + text[^most..].Trim() : text.Trim();
    }

    /// <summary>Takes everything until the program has ended.</summary>
    public async Task CopyAsync(Stream from)
    {
        var buffer = new byte[16 << 10];
        for (var read = await from.ReadAsync(buffer); read > 0; read = await from.ReadAsync(buffer))
        {
            Write(buffer.AsSpan(0, read));
            _shared?.Write(buffer.AsSpan(0, read));
        }
    }

    /// <inheritdoc />
    public void Dispose() => _file.Dispose();

    private static FileStream Open(string path, FileMode mode) => new(path, mode, FileAccess.Write, FileShare.ReadWrite);

    private void Write(ReadOnlySpan<byte> bytes)
    {
        lock (_gate)
        {
            if (_file.CanWrite && _file.Position < MostBytes)
            {
                _file.Write(bytes);
                _file.Flush();
            }
        }
    }
}
