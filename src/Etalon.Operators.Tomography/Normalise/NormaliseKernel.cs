using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Etalon.Operators.Tomography;

/// <summary>(I - D) / (F - D), sixteen samples at a time, some rows of the detector after the other, so that their flats and darks stay in the cache.</summary>
internal sealed unsafe class NormaliseKernel<T> : IMapKernel
    where T : unmanaged
{
    private readonly int _angle;
    private readonly int _y;
    private readonly int _width;
    private readonly int _flatsPort;
    private readonly int _darksPort;
    private readonly FrameMeans _flats;
    private readonly FrameMeans _darks;
    private readonly FrameMix[] _flatMix;
    private readonly FrameMix[] _darkMix;
    private readonly DetectorLimits _limits;
    private readonly float _missing;
    private readonly bool _fill;
    private readonly AirColumns _air;

    public NormaliseKernel(NormaliseFrames frames, Normalise.Parameters parameters, Inputs inputs)
    {
        var projections = inputs[0];
        (_angle, _y) = (projections.IndexOf(ScanAxes.Angle), projections.IndexOf(ScanAxes.Y));
        _width = checked((int)projections.Axes[^1].Length);
        (_flatsPort, _darksPort) = (frames.FlatsPort, frames.DarksPort);
        _limits = DetectorLimits.Of(projections.Type, parameters);
        _flats = new FrameMeans(_flatsPort < 0 ? null : inputs[_flatsPort], frames.Flats, NormaliseFrames.FlatAxis, _width, _limits.FullScale);
        _darks = new FrameMeans(_darksPort < 0 ? null : inputs[_darksPort], frames.Darks, NormaliseFrames.DarkAxis, _width, 0);
        _flatMix = Mixes(frames.Flats, projections.Axes[_angle].Length);
        _darkMix = Mixes(frames.Darks, projections.Axes[_angle].Length);
        _missing = (float?)projections.Missing ?? float.NaN;
        _fill = parameters.Fill;
        _air = new AirColumns(parameters.AirLeft, parameters.AirRight, _width);
    }

    /// <inheritdoc />
    public void Run(ReadOnlySpan<Block> inputs, ReadOnlySpan<Block> outputs, CancellationToken cancellation)
    {
        var (counts, output) = (inputs[0], outputs[0]);
        var region = output.Region;
        _flats.Begin(_flatsPort < 0 ? default : inputs[_flatsPort], region.Start[_y], region.Length[_y]);
        _darks.Begin(_darksPort < 0 ? default : inputs[_darksPort], region.Start[_y], region.Length[_y]);
        var angleStride = _angle < _y ? region.Length[_y] : 1;
        var yStride = _angle < _y ? 1 : region.Length[_angle];
        for (var first = 0L; first < region.Length[_y]; first += FrameMeans.RowsTogether)
        {
            cancellation.ThrowIfCancellationRequested();
            var end = Math.Min(region.Length[_y], first + FrameMeans.RowsTogether);
            for (var angle = 0L; angle < region.Length[_angle]; angle++)
            {
                for (var y = first; y < end; y++)
                {
                    var at = ((angle * angleStride) + (y * yStride)) * _width;
                    Row((T*)counts.Pointer + at, (float*)output.Pointer + at, region.Start[_angle] + angle, region.Start[_y] + y);
                }
            }
        }
    }

    /// <inheritdoc />
    public void Dispose()
    {
        _flats.Dispose();
        _darks.Dispose();
    }

    private static FrameMix[] Mixes(FrameGroups? groups, long projections)
    {
        var mixes = new FrameMix[projections];
        for (var i = 0; i < mixes.Length; i++)
        {
            mixes[i] = groups?.At(i) ?? default;
        }

        return mixes;
    }

    private void Row(T* counts, float* target, long projection, long y)
    {
        var (flat, dark) = (_flatMix[projection], _darkMix[projection]);
        float* flat0 = _flats.Row(flat.First, y), flat1 = _flats.Row(flat.Second, y);
        float* dark0 = _darks.Row(dark.First, y), dark1 = _darks.Row(dark.Second, y);
        var (flatWeight, darkWeight) = (Vector512.Create(flat.Weight), Vector512.Create(dark.Weight));
        var bad = Vector512<float>.Zero;
        var x = 0;
        for (; x + CountLanes.Count <= _width; x += CountLanes.Count)
        {
            var f = Between(flat0 + x, flat1 + x, flatWeight);
            var d = Between(dark0 + x, dark1 + x, darkWeight);
            var t = Transmission(CountLanes.Load(counts + x), f, d);
            bad |= ~Vector512.Equals(t, t);
            t.Store(target + x);
        }

        if (x < _width)
        {
            // The same steps for the last few; lanes behind the row show nothing to anybody.
            var f = Between(flat0 + x, flat1 + x, flatWeight);
            var d = Between(dark0 + x, dark1 + x, darkWeight);
            CountLanes.Store(Transmission(CountLanes.Load(counts + x, _width - x), f, d), target + x, _width - x);
            bad = Vector512<float>.AllBitsSet;
        }

        if (_fill && !Vector512.EqualsAll(bad.AsInt32(), Vector512<int>.Zero))
        {
            RowGaps.Bridge(target, _width);
        }

        if (_air.IsUsed)
        {
            _air.Correct(target);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<float> Between(float* first, float* second, Vector512<float> weight)
    {
        var start = Vector512.Load(first);
        return Vector512.FusedMultiplyAdd(weight, Vector512.Load(second) - start, start);
    }

    /// <summary>All comparisons are false for NaN, so what is unknown is missing.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private Vector512<float> Transmission(Vector512<float> counts, Vector512<float> flat, Vector512<float> dark)
    {
        var seen = flat - dark;
        var t = (counts - dark) / seen;
        var good = Vector512.GreaterThan(seen, Vector512.Create(_limits.Dead))
            & Vector512.LessThan(dark, Vector512.Create(_limits.Hot))
            & Vector512.LessThan(flat, Vector512.Create(_limits.Saturated))
            & Vector512.LessThan(Vector512.Abs(t), Vector512.Create(float.PositiveInfinity))
            & ~Vector512.Equals(counts, Vector512.Create(_missing));
        return Vector512.ConditionalSelect(good, t, Vector512.Create(float.NaN));
    }
}
