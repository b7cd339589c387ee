using Microsoft.Win32.SafeHandles;

namespace Etalon.Storage;

/// <summary>TIFF files and folders of them, through libtiff: strips and tiles, classic and big, grey pictures of any plain type.</summary>
public sealed class TiffFormat : FrameFormat
{
    /// <inheritdoc />
    public override string Name => "tiff";

    /// <inheritdoc />
    internal override string[] Endings { get; } = [".tif", ".tiff"];

    /// <inheritdoc />
    internal override bool IsIn(ReadOnlySpan<byte> head) =>
        head.StartsWith("II*\0"u8) || head.StartsWith("MM\0*"u8) || head.StartsWith("II+\0"u8) || head.StartsWith("MM\0+"u8);

    /// <inheritdoc />
    internal override FrameFile OpenFile(string path, SafeFileHandle handle) => TiffFrames.Open(path, handle);
}
