using System.Numerics;
using Etalon.Cubes;
using Etalon.Operators.Datacubes.Tests;

namespace Etalon.Operators.Tomography.Tests;

public sealed class RemoveZingersTests(Python python) : IClassFixture<Python>
{
    [Theory]
    [InlineData(ZingerWindow.Space)]
    [InlineData(ZingerWindow.Sinogram)]
    [InlineData(ZingerWindow.Time)]
    public void Only_zingers_change_whatever_the_type(ZingerWindow window)
    {
        Planted<byte>(window, SampleType.UInt8, 60);
        Planted<ushort>(window, SampleType.UInt16, 8000);
        Planted<float>(window, SampleType.Float32, 0.7);
    }

    [Theory]
    [InlineData(ZingerWindow.Space, "stack([nd.median_filter(frame, 3) for frame in p])")]
    [InlineData(ZingerWindow.Sinogram, "stack([nd.median_filter(p[:, y], 3) for y in range(p.shape[1])], axis=1)")]
    public void Zingers_become_the_median_of_scipy(ZingerWindow window, string medians)
    {
        var cube = Noisy<ushort>(SampleType.UInt16, 4000, (4, 23, 70), out _, out _);

        var result = Harness.Check(new RemoveZingers(), new RemoveZingers.Parameters(1, window), ("projections", cube))[0].ToDoubles();

        var expected = python.Run(
            $$"""
            from scipy import ndimage as nd
            p = projections.astype('f8'); m = np.{{medians}}
            sigma = 1.4826 * np.sort(abs(p - m) / np.sqrt(m), axis=2)[:, :, p.shape[2] * 5 // 9]
            out['result'] = np.where(p > m + sigma[:, :, None] * np.sqrt(m) + 0.7413, m, p)
            """,
            ("projections", cube))["result"];
        Assert.Contains(result.Zip(cube.ToDoubles()), static pair => pair.First < pair.Second);

        // Single and double precision may disagree where a pixel is at the very threshold.
        Assert.InRange(result.Zip(expected).Count(static pair => pair.First != pair.Second), 0, 3);
    }

    [Theory]
    [InlineData(1, 1, 1)]
    [InlineData(1, 5, 1)]
    [InlineData(2, 1, 40)]
    [InlineData(5, 2, 17)]
    [InlineData(3, 0, 4)]
    public void Small_empty_and_even_scans_stay(int angles, int rows, int columns)
    {
        foreach (var window in Enum.GetValues<ZingerWindow>())
        {
            var info = StripedSinogram.Info("projections", angles, rows, columns);
            var samples = new float[info.Samples];
            samples.AsSpan().Fill(3);

            var result = Harness.Check(new RemoveZingers(), new RemoveZingers.Parameters(6, window), ("projections", MemoryCube.Of<float>(info, samples)))[0];

            Assert.Equal(samples, result.As<float>().ToArray());
        }
    }

    [Theory]
    [InlineData(ZingerWindow.Space)]
    [InlineData(ZingerWindow.Sinogram)]
    [InlineData(ZingerWindow.Time)]
    public void What_is_missing_stays_missing_and_hides_no_zinger(ZingerWindow window)
    {
        var cube = Noisy<float>(SampleType.Float32, 0.7, (5, 9, 33), out _, out _);
        var samples = cube.As<float>();
        var zinger = (2 * 9 * 33) + (4 * 33) + 16;
        for (var i = 5; i < samples.Length; i += 41)
        {
            samples[i] = float.NaN;
        }

        samples[zinger] = float.PositiveInfinity;
        samples[zinger + 1] = float.NaN;
        var before = samples.ToArray();

        var result = Harness.Check(new RemoveZingers(), new RemoveZingers.Parameters(6, window), ("projections", cube))[0].As<float>().ToArray();

        Assert.Equal(before.Select(float.IsNaN), result.Select(float.IsNaN));
        Assert.InRange(result[zinger], 0.5f, 0.9f);
    }

    [Fact]
    public void Other_types_and_scans_without_angles_in_time_are_refused()
    {
        var doubles = MemoryCube.Of<double>(new CubeInfo("projections", [new Axis("y", 1), new Axis("x", 2)], SampleType.Float64), [1, 2]);
        var frame = MemoryCube.Of<float>(new CubeInfo("frame", [new Axis("y", 1), new Axis("x", 2)], SampleType.Float32), [1, 2]);

        Assert.Equal("wrong-sample-type", Harness.Refused(new RemoveZingers(), new RemoveZingers.Parameters(), ("projections", doubles)).Code);
        Assert.Equal("unknown-axis", Harness.Refused(new RemoveZingers(), new RemoveZingers.Parameters(6, ZingerWindow.Time), ("projections", frame)).Code);
        Assert.Equal("unknown-axis", Harness.Refused(new RemoveZingers(), new RemoveZingers.Parameters(6, ZingerWindow.Sinogram), ("projections", frame)).Code);
    }

    private static void Planted<T>(ZingerWindow window, SampleType type, double level)
        where T : unmanaged, INumber<T>
    {
        var cube = Noisy<T>(type, level, (6, 11, 50), out var random, out var deviation);
        var before = cube.As<T>().ToArray();
        HashSet<int> planted = [];
        for (var i = random.Next(40); i < before.Length; i += random.Next(90, 400))
        {
            // Two in the same pixel of three projections would be the median.
            if (planted.Any(other => (i - other) % (11 * 50) == 0))
            {
                continue;
            }

            planted.Add(i);
            cube.As<T>()[i] = T.CreateSaturating(level + (30 * deviation));
        }

        var result = Harness.Check(new RemoveZingers(), new RemoveZingers.Parameters(8, window), ("projections", cube))[0].As<T>().ToArray();

        for (var i = 0; i < before.Length; i++)
        {
            if (planted.Contains(i))
            {
                Assert.InRange(double.CreateChecked(result[i]), level - (6 * deviation), level + (6 * deviation));
            }
            else
            {
                Assert.Equal(before[i], result[i]);
            }
        }
    }

    /// <summary>Even light with noise of a tenth, none of it far out.</summary>
    private static MemoryCube Noisy<T>(SampleType type, double level, (int Angles, int Rows, int Columns) size, out Random random, out double deviation)
        where T : unmanaged, INumber<T>
    {
        var source = random = new Random(7);
        var spread = deviation = 0.02 * level;
        var info = StripedSinogram.Info("projections", size.Angles, size.Rows, size.Columns) with { Type = type };
        T[] samples = [.. Enumerable.Range(0, (int)info.Samples).Select(_ => T.CreateSaturating(level + (spread * (Enumerable.Range(0, 4).Sum(_ => source.NextDouble()) - 2) * Math.Sqrt(3))))];
        return MemoryCube.Of<T>(info, samples);
    }
}
