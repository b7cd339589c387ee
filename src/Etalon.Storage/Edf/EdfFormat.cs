using Microsoft.Win32.SafeHandles;

namespace Etalon.Storage;

/// <summary>EDF, the format of older ESRF detectors, and folders of such files.</summary>
public sealed class EdfFormat : FrameFormat
{
    /// <inheritdoc />
    public override string Name => "edf";

    /// <inheritdoc />
    internal override string[] Endings { get; } = [".edf"];

    /// <inheritdoc />
    internal override bool IsIn(ReadOnlySpan<byte> head) => EdfHeader.IsIn(head);

    /// <inheritdoc />
    internal override FrameFile OpenFile(string path, SafeFileHandle handle)
    {
        try
        {
            return new EdfFrames(path, handle);
        }
        catch
        {
            handle.Dispose();
            throw;
        }
    }
}
