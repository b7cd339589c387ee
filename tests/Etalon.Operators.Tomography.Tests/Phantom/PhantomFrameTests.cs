using Etalon.Cubes;
using Etalon.Operators.Datacubes.Tests;

namespace Etalon.Operators.Tomography.Tests;

/// <summary>What spoils a scan: noise, flats, darks, zingers, dead and hot pixels, stripes.</summary>
public sealed class PhantomFrameTests
{
    private static readonly Phantom.Parameters Clean = new(
        Object: PhantomObject.Discs, Width: 90, Rows: 5, Angles: 40, Type: SampleType.Float32, Counts: 1000, Dark: 50, Attenuation: 1, PixelSize: 100);

    private static readonly Phantom.Parameters Spoilt = Clean with
    {
        Object = PhantomObject.Sample,
        Photons = 60,
        DarkNoise = 2,
        Vignetting = 0.3,
        PixelGain = 0.05,
        BeamBands = 0.05,
        BeamMotion = 4,
        Drift = 0.1,
        Zingers = 6,
        DeadPixels = 4,
        HotPixels = 4,
        Stripes = [PhantomStripe.Full, PhantomStripe.Partial, PhantomStripe.Wide, PhantomStripe.Fluctuating],
    };

    [Theory]
    [InlineData(PhantomOutput.Projections, SampleType.UInt16)]
    [InlineData(PhantomOutput.Projections, SampleType.Float32)]
    [InlineData(PhantomOutput.Flats, SampleType.UInt16)]
    [InlineData(PhantomOutput.Darks, SampleType.UInt16)]
    [InlineData(PhantomOutput.Attenuation, SampleType.Float32)]
    [InlineData(PhantomOutput.Volume, SampleType.Float32)]
    public void Any_cut_gives_the_same_bits_and_another_seed_others(PhantomOutput what, SampleType type)
    {
        // A tall scan has rows with grains, and rows of two bands of stripes.
        var parameters = Spoilt with { What = what, Type = type, Rows = 31, Angles = 9 };

        var one = Harness.Check(new Phantom(), parameters)[0];
        var other = Harness.Check(new Phantom(), parameters with { Seed = 2 })[0];

        Assert.False(one.Bytes.SequenceEqual(other.Bytes));
        Assert.Equal(type, one.Info.Type);
    }

    [Fact]
    public void A_clean_scan_is_dark_plus_what_comes_through()
    {
        var counts = Make(Clean);
        var line = Make(Clean with { What = PhantomOutput.Attenuation });
        var whole = Make(Clean with { Type = SampleType.UInt16 });

        for (var i = 0; i < counts.Length; i++)
        {
            var expected = 50 + (1000 * Math.Exp(-line[i]));
            Assert.Equal(expected, counts[i], 1e-3);
            Assert.Equal(expected, whole[i], 0.501);
        }
    }

    [Theory]
    [InlineData(3)]
    [InlineData(15)]
    [InlineData(17)]
    [InlineData(1000)]
    public void Photons_have_the_mean_and_the_variance_of_Poisson(double photons)
    {
        var parameters = Clean with { What = PhantomOutput.Flats, Photons = photons, FlatsBefore = 40, FlatsAfter = 0, Width = 200, Rows = 20 };

        var made = Make(parameters).Select(value => (value - 50) / 1000 * photons).ToArray();

        Assert.All(made, static count => Assert.Equal(Math.Round(count), count, 1e-2));
        var mean = made.Average();
        var variance = made.Average(count => (count - mean) * (count - mean));

        // 160 000 samples: five standard errors.
        Assert.Equal(photons, mean, 5 * Math.Sqrt(photons / made.Length));
        Assert.Equal(photons, variance, 5 * Math.Sqrt(((2 * photons * photons) + photons) / made.Length));
        Assert.InRange(Correlation(made, 1), -0.0125, 0.0125);
        Assert.InRange(Correlation(made, 8), -0.0125, 0.0125);
        Assert.InRange(Correlation(made, 200), -0.0125, 0.0125);
    }

    [Fact]
    public void Darks_are_the_dark_level_with_the_noise_of_the_read_out()
    {
        var made = Make(Clean with { What = PhantomOutput.Darks, DarkNoise = 3, DarksBefore = 50, Width = 100, Rows = 20 });

        var mean = made.Average();
        Assert.Equal(50, mean, 5 * 3 / Math.Sqrt(made.Length));
        Assert.Equal(9, made.Average(value => (value - mean) * (value - mean)), 5 * 9 * Math.Sqrt(2.0 / made.Length));
    }

    [Fact]
    public void Flats_and_darks_say_when_they_were_taken()
    {
        var flats = Cube(Clean with { What = PhantomOutput.Flats, FlatsBefore = 2, FlatsAfter = 3, Drift = 0.2 });
        var darks = Cube(Clean with { What = PhantomOutput.Darks, DarksBefore = 0, DarksAfter = 2 });
        var projections = Cube(Clean with { Drift = 0.2, Attenuation = 1e-12 });

        Assert.Equal([-0.5, -0.5, 39.5, 39.5, 39.5], flats.Info.Axes[0].Coordinates!.ToArray());
        Assert.Equal([39.5, 39.5], darks.Info.Axes[0].Coordinates!.ToArray());
        Assert.Equal(("flat", "dark", "1"), (flats.Info.Axes[0].Name, darks.Info.Axes[0].Name, flats.Info.Axes[0].Unit));

        // Drift: 1000 before, 1200 after, and projections on the line in between.
        Assert.Equal((1050, 1250), (flats.ToDoubles()[0], flats.ToDoubles()[^1]));
        Assert.Equal(1050 + (200 * 7.5 / 40), projections.ToDoubles()[7 * 90 * 5], 1e-3);
    }

    [Fact]
    public void Vignetting_gain_and_bands_are_in_flats_and_projections_alike()
    {
        var parameters = Clean with { Vignetting = 0.4, PixelGain = 0.05, BeamBands = 0.1, Attenuation = 1e-12, Dark = 0, Rows = 60 };
        var flat = Make(parameters with { What = PhantomOutput.Flats, FlatsBefore = 1, FlatsAfter = 0 });
        var projections = Make(parameters);

        for (var i = 0; i < projections.Length; i++)
        {
            Assert.Equal(flat[i % flat.Length], projections[i], 1e-2);
        }

        var corner = Make(Clean with { What = PhantomOutput.Flats, Vignetting = 0.4, Dark = 0 });
        Assert.Equal((600, 1000), (corner[0], Math.Round(corner.Max())));

        // Row means show the bands, the rest is gain.
        var bands = Make(Clean with { What = PhantomOutput.Flats, BeamBands = 0.1, Dark = 0, Rows = 2000, Width = 1, FlatsBefore = 1, FlatsAfter = 0 });
        Assert.Equal(0.1, Deviation(bands) / 1000, 0.02);
        var gain = Make(Clean with { What = PhantomOutput.Flats, PixelGain = 0.05, Dark = 0, Rows = 100, FlatsBefore = 1, FlatsAfter = 0 });
        Assert.Equal(0.05, Deviation(gain) / 1000, 0.002);
    }

    [Fact]
    public void Bands_move_with_time()
    {
        var parameters = Clean with { What = PhantomOutput.Flats, BeamBands = 0.1, BeamMotion = 7, Rows = 50, Width = 1, FlatsBefore = 1, FlatsAfter = 1 };

        var made = Make(parameters);

        for (var row = 7; row < 50; row++)
        {
            Assert.Equal(made[row - 7], made[50 + row], 1e-3);
        }
    }

    [Fact]
    public void Zingers_come_as_often_as_asked_and_are_bright()
    {
        var (clean, hit) = (Make(Clean with { Angles = 300 }), Make(Clean with { Angles = 300, Zingers = 4 }));

        var raised = clean.Zip(hit, static (a, b) => b - a).Where(static difference => difference != 0).ToArray();

        // 1200 expected, a few on the same pixel; five standard deviations.
        Assert.InRange(raised.Length, 1200 - 173, 1200 + 173);
        Assert.All(raised, static difference => Assert.InRange(difference, 249, 2001));
    }

    [Fact]
    public void Dead_pixels_see_nothing_and_hot_ones_too_much_in_all_frames()
    {
        var parameters = Clean with { Rows = 40, Angles = 3, DeadPixels = 30, HotPixels = 20, Attenuation = 1e-12 };

        var (projections, flats) = (Make(parameters), Make(parameters with { What = PhantomOutput.Flats, FlatsBefore = 1, FlatsAfter = 0 }));
        var darks = Make(parameters with { What = PhantomOutput.Darks, DarksBefore = 1 });

        Assert.InRange(flats.Count(static value => value is 50), 10, 58);
        Assert.InRange(flats.Count(static value => value > 1400), 4, 43);

        // A hot pixel that is dead reads the same with and without beam.
        Assert.Equal(flats.Count(static value => value is > 1400 or 550), darks.Count(static value => value > 500));
        Assert.All(Enumerable.Range(0, projections.Length), i => Assert.Equal(flats[i % flats.Length], projections[i], 1e-3));
    }

    [Theory]
    [InlineData(PhantomStripe.Full, 1, 2)]
    [InlineData(PhantomStripe.Partial, 1, 1)]
    [InlineData(PhantomStripe.Wide, 10, 30)]
    [InlineData(PhantomStripe.Fluctuating, 1, 1)]
    public void Stripes_are_columns_of_projections_and_not_of_flats(PhantomStripe kind, int narrowest, int widest)
    {
        var parameters = Clean with { Width = 300, Rows = 25, Angles = 60, Stripes = [kind], StripeCount = 1, StripeStrength = 0.1, Dark = 0 };

        var (plain, striped) = (Make(parameters with { Stripes = default }), Make(parameters));
        var gains = striped.Zip(plain, static (a, b) => Math.Abs((a / b) - 1) < 1e-5 ? 1 : a / b).ToArray();

        var flats = parameters with { What = PhantomOutput.Flats };
        Assert.Equal(Make(flats with { Stripes = default }), Make(flats));
        Assert.All(gains, static gain => Assert.InRange(gain, 0.7 - 1e-4, 1.3 + 1e-4));
        foreach (var row in (int[])[0, 24])
        {
            var touched = Enumerable.Range(0, 300).Where(x => Column(gains, row, x).Any(static gain => gain != 1)).ToArray();
            Assert.InRange(touched.Length, narrowest, widest);
            Assert.Equal(touched.Length - 1, touched[^1] - touched[0]);
            var column = Column(gains, row, touched[0]);
            Assert.InRange(column.Count(static gain => gain != 1), kind == PhantomStripe.Partial ? 11 : 59, kind == PhantomStripe.Partial ? 30 : 60);
            var distinct = column.Where(static gain => gain != 1).Select(static gain => Math.Round(gain, 4)).Distinct().Count();
            Assert.Equal(kind == PhantomStripe.Fluctuating, distinct > 20);
        }

        // Rows 0 and 24 lie in different bands, 0 and 23 in the same.
        Assert.Equal(Touched(0), Touched(23));
        Assert.NotEqual(Touched(0), Touched(24));

        int Touched(int row) => Enumerable.Range(0, 300).First(x => Column(gains, row, x).Any(static gain => gain != 1));
        static double[] Column(double[] all, int row, int x) => [.. Enumerable.Range(0, 60).Select(angle => all[(((angle * 25) + row) * 300) + x])];
    }

    [Fact]
    public void Axes_and_attributes_tell_the_geometry()
    {
        var info = Cube(Clean with { Angles = 5, Range = 360, Endpoint = true, CentreOffset = 3.25, Field = 120 }).Info;

        Assert.Equal([0, 90, 180, 270, 360], info.Axes[0].Coordinates!.ToArray());
        Assert.Equal(("degree", "um", "count"), (info.Axes[0].Unit, info.Axes[2].Unit, info.Unit));
        Assert.Equal(100e-4, PixelSize.Centimetres(info, 0), 9);
        Assert.Equal(44.5 + 3.25, info.Attributes["true_centre"]!.Numbers[0]);
        Assert.Equal([59.5 - 12, 59.5 + 19.2, 12], info.Attributes["true_core_circle"]!.Numbers.Select(static number => Math.Round(number, 9)));
        Assert.Equal(2, info.Attributes["true_core"]!.Numbers[0]);
    }

    public static TheoryData<string, Phantom.Parameters> Refusals => new()
    {
        { "bad-parameter", Clean with { Type = SampleType.Int16 } },
        { "bad-parameter", Clean with { What = PhantomOutput.Flats, FlatsBefore = 0, FlatsAfter = 0 } },
        { "bad-parameter", Clean with { What = PhantomOutput.Darks, DarksBefore = 0 } },
        { "bad-parameter", Clean with { Angles = 1, Endpoint = true } },
        { "bad-parameter", Clean with { Type = SampleType.UInt16, Counts = 65500 } },
        { "bad-parameter", Clean with { Width = 0 } },
        { "bad-parameter", Clean with { PixelSize = 0 } },
        { "bad-parameter", Clean with { Photons = double.NaN } },
        { "bad-parameter", Clean with { Drift = -1 } },
        { "bad-parameter", Clean with { StripeCount = 65 } },
        { "too-large", Clean with { Width = 60000, Rows = 60000, Angles = 1_000_000 } },
    };

    [Theory]
    [MemberData(nameof(Refusals))]
    public void What_cannot_be_scanned_is_refused(string code, Phantom.Parameters parameters) =>
        Assert.Equal(code, Assert.Throws<RefusalException>(() => new Phantom().Describe(parameters, Inputs.None)).Code);

    private static MemoryCube Cube(Phantom.Parameters parameters) => Harness.Check(new Phantom(), parameters)[0];

    private static double[] Make(Phantom.Parameters parameters) => Cube(parameters).ToDoubles();

    private static double Deviation(double[] values)
    {
        var mean = values.Average();
        return Math.Sqrt(values.Average(value => (value - mean) * (value - mean)));
    }

    private static double Correlation(double[] values, int lag)
    {
        var mean = values.Average();
        var pairs = Enumerable.Range(0, values.Length - lag).Average(i => (values[i] - mean) * (values[i + lag] - mean));
        return pairs / values.Average(value => (value - mean) * (value - mean));
    }
}
