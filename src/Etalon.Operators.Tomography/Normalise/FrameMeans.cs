using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Etalon.Cubes;

namespace Etalon.Operators.Tomography;

/// <summary>Rows of averaged frames, made when first asked for and kept as long as blocks show the same rows of the detector.</summary>
/// <remarks>Frames of a group are added up in their order, in float64, so a mean does not depend on how the scan was cut.</remarks>
internal sealed unsafe class FrameMeans : IDisposable
{
    /// <summary>More is not kept: then every block averages its rows once.</summary>
    private const long MostBytes = 64L << 20;

    /// <summary>Rows that are worked on together: long runs of memory, whose flats and darks stay in the second cache.</summary>
    public const int RowsTogether = 4;

    private readonly CubeInfo? _cube;
    private readonly FrameGroups _groups;
    private readonly int _width;
    private readonly long _mostBytes;
    private readonly int _frameAxis;
    private readonly int _yAxis;
    private readonly NativeBuffer _sums;
    private NativeBuffer _means;
    private long[] _rows = [];
    private Block _frames;
    private long _start = -1;
    private long _slots;

    /// <summary>Means of the frames of a cube, or one row of a constant where there are no frames.</summary>
    public FrameMeans(CubeInfo? cube, FrameGroups? groups, string axis, int width, float constant, long mostBytes = MostBytes)
    {
        _cube = cube;
        _groups = groups ?? new FrameGroups([0], [[]]);
        _width = width;
        _mostBytes = mostBytes;
        _sums = new NativeBuffer(Pitch(width) * sizeof(double));
        _means = new NativeBuffer(Pitch(width) * sizeof(float));
        if (cube is null)
        {
            _means.As<float>().Fill(constant);
        }
        else
        {
            (_frameAxis, _yAxis) = (cube.IndexOf(axis), cube.IndexOf(ScanAxes.Y));
        }
    }

    /// <summary>The bytes of all that is kept for so many pixels of the detector.</summary>
    public static long Bytes(int groups, long pixels, long width) =>
        Math.Min(MostBytes, groups * (pixels + (pixels / Math.Max(width, 1) * CountLanes.Count)) * sizeof(float)) + (((groups * RowsTogether) + 4) * Pitch(width) * sizeof(double));

    /// <summary>Takes the frames of a block, which shows some rows of the detector.</summary>
    public void Begin(Block frames, long start, long rows)
    {
        _frames = frames;
        if (_cube is null)
        {
            return;
        }

        var slots = rows * _groups.Count * Pitch(_width) * sizeof(float) <= _mostBytes ? rows : Math.Min(rows, RowsTogether);
        if (start == _start && slots == _slots && slots == rows)
        {
            return;
        }

        (_start, _slots) = (start, slots);
        var bytes = slots * _groups.Count * Pitch(_width) * sizeof(float);
        if (_means.Length < bytes)
        {
            _means.Dispose();
            _means = new NativeBuffer(bytes);
        }

        if (_rows.Length < slots * _groups.Count)
        {
            _rows = new long[slots * _groups.Count];
        }

        Array.Fill(_rows, -1);
    }

    /// <summary>One row of the mean of a group; a multiple of 16 floats long.</summary>
    public float* Row(int group, long y)
    {
        if (_cube is null)
        {
            return (float*)_means.Pointer;
        }

        var slot = (group * _slots) + ((y - _start) % _slots);
        var row = (float*)_means.Pointer + (slot * Pitch(_width));
        if (_rows[slot] != y)
        {
            Average(group, y, row);
            _rows[slot] = y;
        }

        return row;
    }

    /// <inheritdoc />
    public void Dispose()
    {
        _sums.Dispose();
        _means.Dispose();
    }

    private static long Pitch(long width) => (width + CountLanes.Count - 1) / CountLanes.Count * CountLanes.Count;

    private void Average(int group, long y, float* row)
    {
        var sums = (double*)_sums.Pointer;
        NativeMemory.Clear(sums, (nuint)_sums.Length);
        foreach (var frame in _groups.Frames[group])
        {
            var region = _frames.Region;
            var at = _frameAxis < _yAxis
                ? ((frame - region.Start[_frameAxis]) * region.Length[_yAxis]) + (y - region.Start[_yAxis])
                : ((y - region.Start[_yAxis]) * region.Length[_frameAxis]) + (frame - region.Start[_frameAxis]);
            Add(at * _width, sums);
        }

        var count = Vector512.Create((double)_groups.Frames[group].Length);
        for (var x = 0L; x < Pitch(_width); x += CountLanes.Count)
        {
            Vector512.Narrow(Vector512.Load(sums + x) / count, Vector512.Load(sums + x + 8) / count).Store(row + x);
        }
    }

    private void Add(long at, double* sums)
    {
        switch (_cube!.Type)
        {
            case SampleType.UInt8:
                Add(_frames.Pointer + at, sums);
                break;
            case SampleType.UInt16:
                Add((ushort*)_frames.Pointer + at, sums);
                break;
            case SampleType.UInt32:
                Add((uint*)_frames.Pointer + at, sums);
                break;
            default:
                Add((float*)_frames.Pointer + at, sums);
                break;
        }
    }

    private void Add<T>(T* counts, double* sums)
        where T : unmanaged
    {
        var missing = Vector512.Create((float?)_cube!.Missing ?? float.NaN);
        for (var x = 0; x < _width; x += CountLanes.Count)
        {
            var lanes = _width - x >= CountLanes.Count ? CountLanes.Load(counts + x) : CountLanes.Load(counts + x, _width - x);
            lanes = Vector512.ConditionalSelect(Vector512.Equals(lanes, missing), Vector512.Create(float.NaN), lanes);
            var (low, high) = Vector512.Widen(lanes);
            (Vector512.Load(sums + x) + low).Store(sums + x);
            (Vector512.Load(sums + x + 8) + high).Store(sums + x + 8);
        }
    }
}
