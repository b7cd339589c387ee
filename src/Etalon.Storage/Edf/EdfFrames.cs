using System.Buffers;
using Etalon.Cubes;
using Microsoft.Win32.SafeHandles;

namespace Etalon.Storage;

/// <summary>The frames of an EDF file: each a header of text and samples that are not encoded.</summary>
internal sealed class EdfFrames : FrameFile
{
    private const int FirstLook = 8192;
    private const int MostFrames = 1_000_000;
    private const int MostPadding = 4096;

    private readonly List<long> _places = [];
    private FrameShape? _shape;
    private bool _isBigEndian;

    /// <summary>Goes through the headers; the handle stays with the caller until it succeeds.</summary>
    public EdfFrames(string path, SafeFileHandle handle)
        : base(path, handle)
    {
        var length = RandomAccess.GetLength(handle);
        var attributes = AttributeSet.Empty;
        for (var at = 0L; at < length && !IsPadding(at, length);)
        {
            var header = HeaderAt(at, length);
            attributes = _places.Count == 0 ? header.Fields.Aggregate(attributes, static (set, field) => set.With(field.Key, field.Value)) : attributes;
            at = Add(header, at + header.Bytes, length);
        }

        Attributes = attributes;
        Shape = _shape ?? throw Refusal.Corrupt(path, "it holds no frame");
        Plain = new PlainFrames([.. _places], _isBigEndian && Shape.Type.Bytes() > 1);
    }

    /// <inheritdoc />
    public override int Frames => _places.Count;

    /// <inheritdoc />
    public override FrameShape Shape { get; }

    /// <inheritdoc />
    public override PlainFrames? Plain { get; }

    /// <inheritdoc />
    public override AttributeSet Attributes { get; }

    private EdfHeader HeaderAt(long at, long length)
    {
        for (var look = (long)FirstLook; look <= EdfHeader.MostBytes; look *= 2)
        {
            var room = (int)Math.Min(look, length - at);
            var bytes = ArrayPool<byte>.Shared.Rent(room);
            try
            {
                var read = RandomAccess.Read(Handle, bytes.AsSpan(0, room), at);
                if (EdfHeader.Parse(bytes.AsSpan(0, read)) is { } header)
                {
                    return header;
                }

                if (read == 0 || bytes[0] != (byte)'{' || room < look)
                {
                    break;
                }
            }
            finally
            {
                ArrayPool<byte>.Shared.Return(bytes);
            }
        }

        throw Refusal.Corrupt(Path, $"at byte {at}, frame {_places.Count}, there should be a header that ends with '}}' and a line's end");
    }

    /// <summary>Takes one frame, or as many as a third length says.</summary>
    /// <returns>Where the next header begins.</returns>
    private long Add(EdfHeader header, long offset, long length)
    {
        if (header["Compression"] is { Length: > 0 } scheme && !scheme.StartsWith("None", StringComparison.OrdinalIgnoreCase))
        {
            throw new RefusalException(
                "unsupported-edf", $"Frame {_places.Count} of '{Path}' is encoded ({scheme}).", "Convert it with fabio-convert.", RefusalKind.Unsupported);
        }

        var shape = ShapeOf(header);
        var count = header.Length("Dim_3", Path) ?? 1;
        _shape ??= shape;
        _isBigEndian = _places.Count == 0 ? header.IsBigEndian(Path) : _isBigEndian;
        if (shape != _shape || header.IsBigEndian(Path) != _isBigEndian)
        {
            throw new RefusalException(
                "contradictory-metadata", $"Frame {_places.Count} of '{Path}' holds {shape}, the first one {_shape}, or another byte order.",
                "All frames of a stack must be alike: save those that are not in a file of their own.");
        }

        if (count > MostFrames - _places.Count || shape.Bytes > (length - offset) / count)
        {
            throw Refusal.Corrupt(Path, $"frame {_places.Count} should begin at byte {offset} and be {shape}, {count} times; the file has {length} bytes");
        }

        if (header.Length("Size", Path) is { } size && size != shape.Bytes * count)
        {
            throw Refusal.Corrupt(Path, $"the header of frame {_places.Count} says Size = {size}, but {shape} take {shape.Bytes * count} bytes");
        }

        for (var i = 0L; i < count; i++)
        {
            _places.Add(offset + (i * shape.Bytes));
        }

        return offset + (count * shape.Bytes);
    }

    private FrameShape ShapeOf(EdfHeader header)
    {
        if (header.Length("Dim_4", Path) > 1)
        {
            throw new RefusalException("unsupported-edf", $"'{Path}' has frames with four lengths; at most three are read.", kind: RefusalKind.Unsupported);
        }

        var columns = header.Length("Dim_1", Path) ?? throw Missing("Dim_1");
        var rows = header.Length("Dim_2", Path) ?? throw Missing("Dim_2");
        var type = header.Type(Path);
        return CubeSize.IsCountable([rows, columns], type)
            ? new FrameShape(rows, columns, type)
            : throw Refusal.Corrupt(Path, $"its header says Dim_1 = {columns}, Dim_2 = {rows}");
    }

    private RefusalException Missing(string field) => new(
        "missing-metadata", $"The header of frame {_places.Count} of '{Path}' has no field '{field}'.", "Add the field to the header.");

    /// <summary>Some programs fill the last block of a file with blanks or zeros.</summary>
    private bool IsPadding(long at, long length)
    {
        if (_places.Count == 0 || length - at > MostPadding)
        {
            return false;
        }

        Span<byte> rest = stackalloc byte[MostPadding];
        var read = RandomAccess.Read(Handle, rest[..(int)(length - at)], at);
        return rest[..read].IndexOfAnyExcept("\0 \r\n\t"u8) < 0;
    }
}
