using System.Globalization;
using Etalon.Cubes;
using Etalon.Operators.Datacubes.Tests;
using Xunit.Abstractions;

namespace Etalon.Operators.Tomography.Tests;

public sealed class RemoveStripesTests(Python python, ITestOutputHelper output) : IClassFixture<Python>
{
    /// <summary>Vo's three algorithms as published, written for numpy.</summary>
    private const string Published = """
        from scipy import ndimage as nd
        def detect(f, snr=3.0):
            n = len(f); s = np.sort(f)[::-1]; x = np.arange(n); k = int(0.25 * n)
            b, a = np.polyfit(x[k:-k-1], s[k:-k-1], 1); e = a + b * x[-1]; r = abs(e - a); m = np.zeros(n, bool)
            if abs(s[0] - a) / r >= snr: m |= f > a + r * snr / 2
            if abs(s[-1] - e) / r >= snr: m |= f <= e - r * snr / 2
            return nd.binary_dilation(m)
        def unsort(v, o):
            r = np.empty_like(v); np.put_along_axis(r, o, v, 0); return r
        def sort(s):
            o = np.argsort(s, 0, kind='stable')
            return unsort(nd.median_filter(np.take_along_axis(s, o, 0), (1, 21)), o)
        def large(s):
            k = int(0.05 * len(s)); o = np.argsort(s, 0, kind='stable'); v = np.take_along_axis(s, o, 0); m = nd.median_filter(v, (1, 61))
            f = v[k:len(s)-k].mean(0) / m[k:len(s)-k].mean(0); r = s / f; b = detect(f); r[:, b] = unsort(m, o)[:, b]; return r
        def dead(s):
            d = np.abs(s - nd.uniform_filter1d(s, 10, axis=0)).sum(0); b = detect(d / nd.median_filter(d, 61)); b[:2] = b[-2:] = False
            x = np.arange(s.shape[1]); r = s.copy()
            for i in range(len(s)): r[i, b] = np.interp(x[b], x[~b], s[i, ~b])
            return r
        s = cube[:, 0].astype('f8')
        """;

    [Theory]
    [InlineData(StripeMethod.Sort, "sort(s)")]
    [InlineData(StripeMethod.Large, "large(s)")]
    [InlineData(StripeMethod.Dead, "dead(s)")]
    [InlineData(StripeMethod.All, "sort(large(dead(s)))")]
    public void Methods_by_sorting_do_what_was_published(StripeMethod method, string published)
    {
        var scan = new StripedSinogram().Cube(StripedSinogram.Stripes("together", 3), isTransmission: true);

        var result = Harness.Run(new RemoveStripes(), new RemoveStripes.Parameters(method), ("cube", scan))[0].ToDoubles();

        var expected = python.Run(Published + $"\nout['result'] = {published}", ("cube", scan))["result"];

        // In double precision two samples may come in another order, and get each other's rank.
        Assert.InRange(Math.Sqrt(result.Zip(expected, static (a, b) => (a - b) * (a - b)).Average()), 0, 1e-6);
        Assert.InRange(result.Zip(expected, static (a, b) => Math.Abs(a - b)).Max(), 0, 2e-4);
    }

    [Fact]
    public void The_default_takes_away_more_of_every_kind_of_stripe_than_what_was_published()
    {
        var (change, falls) = Figures(new RemoveStripes.Parameters(), 0.01, isTransmission: true, StripedSinogram.Kinds);
        var (_, published) = Figures(new RemoveStripes.Parameters(StripeMethod.All), 0.01, isTransmission: true, StripedSinogram.Kinds);

        Assert.InRange(change, 0, 0.01);
        Assert.All(falls.Zip(published), static pair => Assert.True(pair.First >= pair.Second, $"{pair.First} against {pair.Second}"));
        Assert.All(falls.Zip(StripedSinogram.Kinds), static pair => Assert.True(pair.First >= 0.9, $"{pair.Second}: {pair.First}"));
    }

    [Theory]
    [Trait("Category", "Long")]
    [InlineData(0.01, false)]
    [InlineData(0.0, true)]
    public void So_it_is_in_attenuation_and_without_noise(double noise, bool isTransmission)
    {
        var (change, falls) = Figures(new RemoveStripes.Parameters(), noise, isTransmission, StripedSinogram.Kinds);

        Assert.InRange(change, 0, 0.01);
        Assert.All(falls.Zip(StripedSinogram.Kinds), static pair => Assert.True(pair.First >= 0.9, $"{pair.Second}: {pair.First}"));
    }

    [Fact]
    public void Regional_means_of_a_slice_stay()
    {
        const int size = 1024;
        const double centre = (size - 1) / 2.0;
        var scan = TwoDiscs.Attenuation(size, TwoDiscs.Even(400), centre);
        var stripes = StripedSinogram.Stripes("together", 1);
        for (var i = 0; i < stripes.Length; i++)
        {
            scan.As<float>()[i] += (float)stripes[i];
        }

        var clean = Harness.Run(new RemoveStripes(), new RemoveStripes.Parameters(), ("cube", scan))[0];
        var slice = Harness.Run(new Reconstruct(), new Reconstruct.Parameters(Centre: centre), ("attenuation", clean))[0].As<float>().ToArray();

        var means = TwoDiscs.Means(slice, size);
        Assert.Equal(TwoDiscs.CorePerCentimetre, means.Core.Mean, 0.005 * TwoDiscs.CorePerCentimetre);
        Assert.Equal(TwoDiscs.RingPerCentimetre, means.Ring.Mean, 0.005 * TwoDiscs.RingPerCentimetre);
    }

    [Theory]
    [InlineData(StripeMethod.Sort, "full", 0.75)]
    [InlineData(StripeMethod.Large, "full", 0.8)]
    [InlineData(StripeMethod.Dead, "fluctuating", 0.95)]
    [InlineData(StripeMethod.Wavelet, "full", 0.9)]
    [InlineData(StripeMethod.Titarenko, "full", 0.8)]
    public void Every_method_takes_away_the_stripes_it_is_made_for(StripeMethod method, string kind, double least)
    {
        var (change, falls) = Figures(new RemoveStripes.Parameters(method), 0.01, isTransmission: true, [kind]);

        Assert.InRange(change, 0, 0.015);
        Assert.InRange(falls[0], least, 1);
    }

    [Fact]
    public void Wavelets_are_damped_as_published()
    {
        var scan = new StripedSinogram().Cube(StripedSinogram.Stripes("together", 3), isTransmission: false);

        var result = Harness.Run(new RemoveStripes(), new RemoveStripes.Parameters(StripeMethod.Wavelet), ("cube", scan))[0].ToDoubles();

        var expected = python.Run(
            """
            import pywt
            s = cube[:, 0].astype('f8'); n = len(s); edge = (n + 7) // 8
            levels = pywt.wavedec2(np.pad(s, ((edge, edge), (0, 0)), mode='symmetric'), 'db5', 'symmetric', 4)
            for i in range(1, 5):
                h, v, d = levels[i]; m = len(v)
                waves = np.fft.fftfreq(m) * m * n / (m * 2.0 ** (5 - i))
                v = np.fft.ifft(np.fft.fft(v, axis=0) * (1 - np.exp(-waves ** 2 / 8))[:, None], axis=0).real
                levels[i] = (h, v, d)
            out['result'] = pywt.waverec2(levels, 'db5', 'symmetric')[edge:edge + n, :s.shape[1]]
            """,
            ("cube", scan))["result"];
        Assert.Equal(0, result.Zip(expected, static (a, b) => Math.Abs(a - b)).Max(), 1e-4);
    }

    [Fact]
    public void Offsets_of_columns_solve_the_equations_as_published()
    {
        var scan = new StripedSinogram().Cube(StripedSinogram.Stripes("full", 3), isTransmission: false);

        var result = Harness.Run(new RemoveStripes(), new RemoveStripes.Parameters(StripeMethod.Titarenko), ("cube", scan))[0].ToDoubles();

        var expected = python.Run(
            """
            s = cube[:, 0].astype('f8')
            p = np.pad(s.mean(0), 32, mode='edge'); h = np.diff(np.eye(len(p)), axis=0)
            q = np.linalg.solve(h.T @ h + np.eye(len(p)) / (2 * np.ptp(p)), -h.T @ h @ p)
            out['result'] = s + q[32:-32]
            """,
            ("cube", scan))["result"];
        Assert.Equal(0, result.Zip(expected, static (a, b) => Math.Abs(a - b)).Max(), 1e-5);
    }

    [Theory]
    [InlineData(StripeMethod.All)]
    [InlineData(StripeMethod.Sort)]
    [InlineData(StripeMethod.Large)]
    [InlineData(StripeMethod.Dead)]
    [InlineData(StripeMethod.Sharp)]
    [InlineData(StripeMethod.Wavelet)]
    [InlineData(StripeMethod.Titarenko)]
    public void Any_cut_gives_the_same_bits_and_what_is_missing_stays_missing(StripeMethod method)
    {
        var random = new Random(5);
        var info = StripedSinogram.Info("transmission", 37, 5, 41);
        float[] samples = [.. Enumerable.Range(0, (int)info.Samples).Select(i => i % 19 == 3 ? float.NaN : i % 101 == 4 ? float.PositiveInfinity : (float)random.NextDouble())];

        var result = Harness.Check(new RemoveStripes(), new RemoveStripes.Parameters(method), ("cube", MemoryCube.Of<float>(info, samples)))[0].As<float>().ToArray();

        Assert.Equal(samples.Select(float.IsFinite), result.Select(float.IsFinite));
        Assert.Equal(samples.Select(float.IsPositiveInfinity), result.Select(float.IsPositiveInfinity));
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(1, 33)]
    [InlineData(33, 1)]
    [InlineData(2, 2)]
    [InlineData(20, 5)]
    [InlineData(9, 0)]
    [InlineData(0, 9)]
    public void Small_and_empty_sinograms_that_are_even_stay(int angles, int columns)
    {
        foreach (var method in Enum.GetValues<StripeMethod>())
        {
            var info = StripedSinogram.Info("transmission", angles, 2, columns);
            var samples = new float[info.Samples];
            samples.AsSpan().Fill(0.7f);

            var result = Harness.Check(new RemoveStripes(), new RemoveStripes.Parameters(method), ("cube", MemoryCube.Of<float>(info, samples)))[0];

            foreach (var sample in result.As<float>())
            {
                Assert.Equal(0.7f, sample, 1e-6f);
            }
        }
    }

    [Fact]
    public void A_column_without_samples_is_interpolated_by_all_and_a_sinogram_without_samples_stays()
    {
        var info = StripedSinogram.Info("transmission", 20, 2, 30);
        float[] samples = [.. Enumerable.Range(0, (int)info.Samples).Select(i => i / 30 % 2 == 1 || i % 30 == 12 ? float.NaN : 0.5f)];

        var result = Harness.Check(new RemoveStripes(), new RemoveStripes.Parameters(), ("cube", MemoryCube.Of<float>(info, samples)))[0].As<float>();

        for (var i = 0; i < result.Length; i++)
        {
            Assert.Equal(i / 30 % 2 == 1 ? float.NaN : 0.5f, result[i]);
        }
    }

    [Fact]
    public void Any_order_of_axes_gives_the_same()
    {
        var scan = new StripedSinogram().Cube(StripedSinogram.Stripes("full", 3), isTransmission: true);
        var turned = new CubeInfo("transmission", [scan.Info.Axes[1], scan.Info.Axes[2], scan.Info.Axes[0]], SampleType.Float32);
        var (angles, columns) = ((int)scan.Info.Axes[0].Length, (int)scan.Info.Axes[2].Length);
        var samples = scan.As<float>().ToArray();
        float[] swapped = [.. Enumerable.Range(0, samples.Length).Select(i => samples[(i % angles * columns) + (i / angles)])];

        var expected = Harness.Run(new RemoveStripes(), new RemoveStripes.Parameters(), ("cube", scan))[0].As<float>().ToArray();
        var result = Harness.Run(new RemoveStripes(), new RemoveStripes.Parameters(), ("cube", MemoryCube.Of<float>(turned, swapped)))[0].As<float>().ToArray();

        Assert.Equal(Enumerable.Range(0, samples.Length).Select(i => expected[(i % angles * columns) + (i / angles)]), result);
    }

    [Fact]
    public void Counts_and_cubes_without_angles_are_refused()
    {
        var counts = MemoryCube.Of<ushort>(new CubeInfo("projections", [new Axis("angle", 1), new Axis("x", 2)], SampleType.UInt16), [1, 2]);
        var frame = MemoryCube.Of<float>(new CubeInfo("frame", [new Axis("y", 1), new Axis("x", 2)], SampleType.Float32), [1, 2]);

        Assert.Equal("wrong-sample-type", Harness.Refused(new RemoveStripes(), new RemoveStripes.Parameters(), ("cube", counts)).Code);
        Assert.Equal("unknown-axis", Harness.Refused(new RemoveStripes(), new RemoveStripes.Parameters(), ("cube", frame)).Code);
    }

    /// <summary>
    /// By how much a clean sinogram changes, relative to it, rms; and for every kind of stripe by how much its energy falls: that of what it still
    /// changes in the result, relative to what was put in. Line integrals both.
    /// </summary>
    private (double Change, double[] Falls) Figures(RemoveStripes.Parameters parameters, double noise, bool isTransmission, IEnumerable<string> kinds)
    {
        var scan = new StripedSinogram(noise);
        double[] Filter(MemoryCube cube) => StripedSinogram.LineIntegrals(Harness.Run(new RemoveStripes(), parameters, ("cube", cube))[0]);
        var before = scan.Cube(null, isTransmission);
        var clean = Filter(before);
        var change = Math.Sqrt(Energy(clean, StripedSinogram.LineIntegrals(before)) / clean.Length / scan.CleanSquare);
        double[] falls = [.. kinds.Select(kind =>
        {
            var (left, put) = (0.0, 0.0);
            for (var seed = 1; seed <= 2; seed++)
            {
                var stripes = StripedSinogram.Stripes(kind, seed);
                left += Energy(Filter(scan.Cube(stripes, isTransmission)), clean);
                put += stripes.Sum(static value => value * value);
            }

            return 1 - (left / put);
        })];
        var list = string.Join(", ", falls.Select(static fall => fall.ToString("P1", CultureInfo.InvariantCulture)));
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{parameters.Method}, noise {noise}, {before.Info.Name}: clean {change:P2}; {list}"));
        return (change, falls);
    }

    private static double Energy(double[] a, double[] b) => a.Zip(b, static (x, y) => (x - y) * (x - y)).Sum();
}
