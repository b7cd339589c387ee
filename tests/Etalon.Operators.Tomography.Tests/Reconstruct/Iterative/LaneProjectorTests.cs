using Etalon.Cubes;

namespace Etalon.Operators.Tomography.Tests;

public sealed unsafe class LaneProjectorTests
{
    private const int Lanes = LaneRows.Lanes;

    [Theory]
    [InlineData(64, 64, 31.5, 40)]
    [InlineData(45, 70, 36.2, 33)]
    [InlineData(75, 50, 22.9, 17)]
    public void Backprojection_is_the_transpose_of_projection(int size, int columns, double axis, int angles)
    {
        var geometry = SliceRun.Geometry(TwoDiscs.Even(angles, 360), columns, size);
        var projector = new LaneProjector(geometry, axis);
        var random = new Random(3);
        using var image = Noise(projector.ImageFloats, random);
        using var rows = new NativeBuffer(LaneProjector.BatchFloats(size) * sizeof(float));
        using var given = Noise(LaneProjector.BatchFloats(size), random);
        using var back = new NativeBuffer(image.Length);
        back.Bytes.Clear();
        var forward = new double[Lanes];
        for (var first = 0; first < angles; first += LaneProjector.Batch)
        {
            var count = Math.Min(LaneProjector.Batch, angles - first);
            projector.Forward((float*)image.Pointer, first, count, (float*)rows.Pointer);
            var floats = count * projector.RowFloats;
            AddProducts(rows.As<float>()[..floats], given.As<float>()[..floats], forward);
            projector.Back((float*)given.Pointer, first, count, (float*)back.Pointer);
        }

        var adjoint = new double[Lanes];
        AddProducts(image.As<float>(), back.As<float>(), adjoint);
        for (var lane = 0; lane < Lanes; lane++)
        {
            Assert.Equal(1, forward[lane] / adjoint[lane], 1e-5);
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1e-9)]
    [InlineData(0.3)]
    [InlineData(17)]
    [InlineData(45)]
    [InlineData(90)]
    [InlineData(133.7)]
    [InlineData(271)]
    public void Weights_are_the_areas_of_strips_over_pixels(double degrees)
    {
        const int size = 5;
        var geometry = SliceRun.Geometry([degrees, degrees + 10], 11, size);
        var projector = new LaneProjector(geometry, 5.25);
        using var image = new NativeBuffer(projector.ImageFloats * sizeof(float));
        using var rows = new NativeBuffer(LaneProjector.BatchFloats(size) * sizeof(float));
        image.Bytes.Clear();
        image.As<float>()[((1 * size) + 3) * Lanes] = 1;

        projector.Forward((float*)image.Pointer, 0, 1, (float*)rows.Pointer);

        // The pixel is one right of the axis and one above; its area is counted by 400 x 400 points.
        var (sine, cosine) = Math.SinCos(degrees * Math.PI / 180);
        var areas = new double[11];
        for (var i = 0; i < 160_000; i++)
        {
            var (u, v) = (1 + (((i % 400) + 0.5) / 400) - 0.5, 1 + (((i / 400) + 0.5) / 400) - 0.5);
            areas[(int)Math.Floor((u * cosine) + (v * sine) + 5.25 + 0.5)] += 1 / 160_000.0;
        }

        var seen = rows.As<float>().Slice(projector.FirstSeen * Lanes, projector.Seen * Lanes);
        Assert.InRange(projector.Seen, 9, 11);
        for (var bin = 0; bin < projector.Seen; bin++)
        {
            Assert.Equal(areas[projector.Column + bin], seen[bin * Lanes], 3e-3);
            Assert.Equal(0, seen[(bin * Lanes) + 7]);
        }
    }

    private static NativeBuffer Noise(long floats, Random random)
    {
        var buffer = new NativeBuffer(floats * sizeof(float));
        foreach (ref var value in buffer.As<float>())
        {
            value = random.NextSingle();
        }

        return buffer;
    }

    private static void AddProducts(ReadOnlySpan<float> a, ReadOnlySpan<float> b, double[] sums)
    {
        for (var i = 0; i < a.Length; i++)
        {
            sums[i % Lanes] += (double)a[i] * b[i];
        }
    }
}
