using System.Collections.Immutable;
using Etalon.Cubes;
using Microsoft.Win32.SafeHandles;

namespace Etalon.Storage;

/// <summary>An opened file that holds frames, all of one shape. Not thread-safe.</summary>
internal abstract class FrameFile(string path, SafeFileHandle handle) : IDisposable
{
    /// <summary>The file, for messages.</summary>
    public string Path => path;

    /// <summary>For reading frames that are not encoded.</summary>
    public SafeFileHandle Handle => handle;

    /// <summary>How many frames there are.</summary>
    public abstract int Frames { get; }

    /// <summary>The shape of each.</summary>
    public abstract FrameShape Shape { get; }

    /// <summary>Where they lie; null where at least one is encoded or lies in several pieces.</summary>
    public abstract PlainFrames? Plain { get; }

    /// <summary>The rows and columns that are decoded at once: a strip or a tile. Pieces lie row by row in a frame.</summary>
    public virtual (long Rows, long Columns) Piece => (Shape.Rows, Shape.Columns);

    /// <summary>What the first frame says of itself.</summary>
    public virtual AttributeSet Attributes => AttributeSet.Empty;

    /// <summary>What a user should know.</summary>
    public virtual ImmutableArray<string> Remarks => [];

    /// <summary>Decodes a piece of a frame: packed, in this machine's byte order. The last piece of a frame may be filled in part.</summary>
    /// <exception cref="RefusalException">It is damaged.</exception>
    public virtual void Decode(int frame, long piece, Span<byte> destination) => throw new NotSupportedException("Nothing is encoded here.");

    /// <inheritdoc />
    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Gives handles back.</summary>
    protected virtual void Dispose(bool disposing)
    {
        if (disposing)
        {
            handle.Dispose();
        }
    }
}
