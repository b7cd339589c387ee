using System.Collections.Immutable;
using Etalon.Cubes;
using Etalon.Native;
using Microsoft.Win32.SafeHandles;

namespace Etalon.Storage;

/// <summary>A NumPy file: one array, read in place. It is dataset and cube at once.</summary>
internal sealed unsafe class NpyReader : IDatasetReader, ICubeReader
{
    private const int HeadBytes = 65536 + 16;

    private readonly string _path;
    private readonly SafeFileHandle _file;
    private readonly NpyHeader _header;
    private readonly long[] _strides;
    private long _bytesRead;

    /// <summary>Opens a file and reads its header.</summary>
    public NpyReader(string path)
    {
        _path = path;
        _file = File.Exists(path) ? File.OpenHandle(path, options: FileOptions.RandomAccess) : throw Refusal.NoSuchFile(path);
        try
        {
            var head = new byte[HeadBytes];
            var read = RandomAccess.Read(_file, head, 0);
            _header = NpyHeader.Parse(head.AsSpan(0, read), RandomAccess.GetLength(_file), path);
        }
        catch
        {
            _file.Dispose();
            throw;
        }

        _strides = Strides(_header);
        Cube = new CubeInfo(
            Path.GetFileNameWithoutExtension(path), [.. _header.Shape.Select((length, axis) => new Axis($"dim_{axis}", length))], _header.Type);
        Chunks = new ChunkGrid(_header.Shape, Piece(_header));
    }

    /// <inheritdoc />
    public ImmutableArray<CubeInfo> Cubes => [Cube];

    /// <inheritdoc />
    public AttributeSet Attributes => AttributeSet.Empty;

    /// <inheritdoc />
    public string DefaultCube => Cube.Name;

    /// <inheritdoc />
    public ImmutableArray<string> Remarks => [];

    /// <inheritdoc />
    public CubeInfo Cube { get; }

    /// <inheritdoc />
    public ChunkGrid Chunks { get; }

    /// <inheritdoc />
    public bool ReadsParts => true;

    /// <inheritdoc />
    public double StoredRatio => 1;

    /// <inheritdoc />
    public long BytesRead => Interlocked.Read(ref _bytesRead);

    /// <inheritdoc />
    public ICubeReader Open(string cube) => string.Equals(cube, Cube.Name, StringComparison.Ordinal)
        ? new NpyReader(_path)
        : throw Refusal.Unknown("cube", cube, [Cube.Name]);

    /// <inheritdoc />
    public void Read(in Region region, byte* destination, BufferPool scratch, CancellationToken cancellation)
    {
        for (var i = 0; i < Cube.Rank; i++)
        {
            if (region.Start[i] < 0 || region.Length[i] < 0 || region.End(i) > Cube.Axes[i].Length)
            {
                throw Refusal.Outside(Cube.Axes[i].Name, region.Start[i], region.End(i), Cube.Axes[i].Length);
            }
        }

        if (region.IsEmpty)
        {
            return;
        }

        Span<long> target = stackalloc long[region.Rank];
        BoxCopy.Strides(region.Length.AsSpan(), Cube.Type.Bytes(), target);
        try
        {
            var read = RawBox.Read(
                _file, Offset(region.Start.AsSpan()), _strides, destination, target, region.Length.AsSpan(), Cube.Type.Bytes(), scratch,
                cancellation);
            Interlocked.Add(ref _bytesRead, read);
        }
        catch (Exception error) when (StorageFaults.IsReading(error))
        {
            throw StorageFaults.Reading(_path, "", error);
        }

        if (_header.IsBigEndian)
        {
            ByteOrder.Swap(destination, region.Samples * Cube.Type.Bytes(), Cube.Type);
        }
    }

    /// <inheritdoc />
    public void Prefetch(in Region region)
    {
        if (region.IsEmpty)
        {
            return;
        }

        var first = Offset(region.Start.AsSpan());
        var last = first + Cube.Type.Bytes();
        for (var i = 0; i < region.Rank; i++)
        {
            last += (region.Length[i] - 1) * _strides[i];
        }

        FileSpace.WillNeed(_file, first, last - first);
    }

    /// <inheritdoc />
    public void Dispose() => _file.Dispose();

    private long Offset(ReadOnlySpan<long> sample)
    {
        var offset = _header.Offset;
        for (var i = 0; i < sample.Length; i++)
        {
            offset += sample[i] * _strides[i];
        }

        return offset;
    }

    private static long[] Strides(NpyHeader header)
    {
        var strides = new long[header.Shape.Length];
        if (!header.IsFortran)
        {
            BoxCopy.Strides(header.Shape.AsSpan(), header.Type.Bytes(), strides);
            return strides;
        }

        var stride = (long)header.Type.Bytes();
        for (var i = 0; i < strides.Length; i++)
        {
            strides[i] = stride;
            stride *= header.Shape[i];
        }

        return strides;
    }

    private static ImmutableArray<long> Piece(NpyHeader header)
    {
        if (!header.IsFortran)
        {
            return PieceShape.Of(header.Shape.AsSpan(), header.Type.Bytes());
        }

        ImmutableArray<long> turned = [.. header.Shape.Reverse()];
        return [.. PieceShape.Of(turned.AsSpan(), header.Type.Bytes()).Reverse()];
    }
}
