using Etalon.Cubes;
using Etalon.Operators.Datacubes.Tests;

namespace Etalon.Operators.Tomography.Tests;

public sealed class NormaliseTests(Python python) : IClassFixture<Python>
{
    private const int Projections = 23;
    private const int Rows = 7;
    private const int Columns = 51;

    private static readonly double[] FlatTimes = [-0.5, -0.5, -0.5, 9.5, 9.5, 22.5, 22.5];

    /// <summary>numpy: groups of flats, linear in between, dead ones NaN, then np.interp along x.</summary>
    private const string Reference = """
        f = flats.astype(float); d = darks.astype(float).mean(axis=0); p = projections.astype(float)
        times = np.array([-0.5, -0.5, -0.5, 9.5, 9.5, 22.5, 22.5]); knots = np.unique(times)
        means = np.stack([f[times == k].mean(axis=0) for k in knots])
        t = np.empty(p.shape)
        for i in range(p.shape[0]):
            for y in range(p.shape[1]):
                flat = np.array([np.interp(i, knots, means[:, y, x]) for x in range(p.shape[2])])
                seen = flat - d[y]
                bad = (seen <= 1e-6 * full) | (d[y] >= 0.5 * full) | (flat >= full)
                with np.errstate(all='ignore'):
                    row = np.where(bad, np.nan, (p[i, y] - d[y]) / seen)
                good = ~np.isnan(row)
                t[i, y] = np.interp(np.arange(row.size), np.flatnonzero(good), row[good]) if fill and good.any() else row
        out['t'] = t
        """;

    [Theory]
    [InlineData(SampleType.UInt8, true)]
    [InlineData(SampleType.UInt16, true)]
    [InlineData(SampleType.UInt16, false)]
    [InlineData(SampleType.UInt32, true)]
    public void Transmission_agrees_with_numpy(SampleType type, bool fill)
    {
        var (projections, flats, darks) = Scan(type);

        var transmission = Harness.Check(
            new Normalise(), new Normalise.Parameters(Fill: fill), ("projections", projections), ("flats", flats), ("darks", darks))[0];

        var full = type == SampleType.UInt8 ? "255" : type == SampleType.UInt16 ? "65535" : "4294967295";
        var expected = python.Run(
            $"full = {full}; fill = {(fill ? "True" : "False")}\n{Reference}", ("projections", projections), ("flats", flats), ("darks", darks))["t"];
        Assert.Equal("1", transmission.Info.Unit);
        Assert.Equal(SampleType.Float32, transmission.Info.Type);
        Assert.Equal("transmission", transmission.Info.Name);
        for (var i = 0; i < expected.Length; i++)
        {
            Assert.Equal(expected[i], transmission.As<float>()[i], double.IsNaN(expected[i]) ? 0 : 5e-6 * (1 + Math.Abs(expected[i])));
        }
    }

    [Fact]
    public void A_known_transmission_comes_back_while_the_beam_decays()
    {
        // Beam 1 - 0.02 t, so flats at three times give it exactly at every time.
        static double Beam(double time, long y, long x) => (1000 + (10 * x) - (3 * y)) * (1 - (0.02 * time));
        static double Sample(long i, long y, long x) => 0.2 + (0.6 * ((i + (2 * y) + x) % 7) / 7);
        var projections = TestScan.Counts("p", SampleType.Float32, "angle", Projections, Rows, Columns, (i, y, x) => 50 + (Beam(i, y, x) * Sample(i, y, x)));
        var flats = TestScan.At(
            TestScan.Counts("f", SampleType.Float32, "flat", 3, Rows, Columns, (i, y, x) => 50 + Beam(new[] { 22.5, -0.5, 11.5 }[i], y, x)), "flat", 22.5, -0.5, 11.5);
        var darks = TestScan.Counts("d", SampleType.Float32, "dark", 2, Rows, Columns, (i, _, _) => 49 + (2 * i));

        var transmission = Harness.Check(new Normalise(), new Normalise.Parameters(), ("projections", projections), ("flats", flats), ("darks", darks))[0];

        for (var i = 0; i < transmission.Info.Samples; i++)
        {
            Assert.Equal(Sample(i / (Rows * Columns), i / Columns % Rows, i % Columns), transmission.As<float>()[i], 2e-6);
        }
    }

    [Theory]
    [InlineData(5, 4)]
    [InlineData(5, 0)]
    [InlineData(0, 4)]
    public void Air_is_one_whatever_the_dose_was(int left, int right)
    {
        // The dose changes per projection; where both sides are known, it may also change along the row.
        double Dose(long i, long x) => 1 + (0.1 * Math.Sin(i)) + (left > 0 && right > 0 ? 0.001 * i * x : 0);
        static double Sample(long x) => x is >= 8 and < 40 ? 0.4 : 1;
        var projections = TestScan.Counts("p", SampleType.Float32, "angle", 9, 3, Columns, (i, _, x) => 100 * Dose(i, x) * Sample(x));
        var flats = TestScan.Counts("f", SampleType.Float32, "flat", 1, 3, Columns, (_, _, _) => 100);

        var transmission = Harness.Check(
            new Normalise(), new Normalise.Parameters(Darks: FrameUse.None, AirLeft: left, AirRight: right), ("projections", projections), ("flats", flats))[0];

        for (var i = 0; i < transmission.Info.Samples; i++)
        {
            Assert.Equal(Sample(i % Columns), transmission.As<float>()[i], 1e-6);
        }
    }

    [Fact]
    public void Darks_can_be_interpolated_in_time_too()
    {
        var projections = TestScan.Counts("p", SampleType.UInt16, "angle", 10, 2, 20, (i, _, _) => 100 + (10 * i) + 500);
        var flats = TestScan.Counts("f", SampleType.UInt16, "flat", 1, 2, 20, (_, _, _) => 2000);
        var darks = TestScan.At(TestScan.Counts("d", SampleType.UInt16, "dark", 2, 2, 20, (i, _, _) => 100 + (90 * i)), "dark", 0, 9);

        var transmission = Harness.Check(
            new Normalise(), new Normalise.Parameters(Darks: FrameUse.Time), ("projections", projections), ("flats", flats), ("darks", darks))[0];

        for (var i = 0; i < 10; i++)
        {
            Assert.Equal(500 / (1900 - (10.0 * i)), transmission.As<float>()[i * 40], 1e-6);
        }
    }

    [Fact]
    public void Frames_of_zeros_and_counts_that_are_no_numbers_give_missing_samples_and_no_garbage()
    {
        // Row 0 has no beam, flats of columns 5 and 6 and counts of columns 9 and 10 in row 2 are no numbers.
        double[] strange = [double.PositiveInfinity, double.NaN];
        var flats = TestScan.Counts("f", SampleType.Float32, "flat", 2, 4, 20, (_, y, x) => y == 0 ? 0 : At(strange, x - 5, 10));
        var darks = TestScan.Counts("d", SampleType.Float32, "dark", 1, 4, 20, (_, _, _) => 0);
        var projections = TestScan.Counts("p", SampleType.Float32, "angle", 3, 4, 20, (_, y, x) => y == 2 ? At(strange, x - 9, 5) : 5);

        var transmission = Harness.Check(
            new Normalise(), new Normalise.Parameters(Fill: false), ("projections", projections), ("flats", flats), ("darks", darks))[0];
        var filled = Harness.Check(new Normalise(), new Normalise.Parameters(), ("projections", projections), ("flats", flats), ("darks", darks))[0];

        for (var i = 0; i < transmission.Info.Samples; i++)
        {
            var (y, x) = (i / 20 % 4, i % 20);
            Assert.Equal((y, x) is (0, _) or (_, 5 or 6) or (2, 9 or 10) ? float.NaN : 0.5f, transmission.As<float>()[i]);
            Assert.Equal(y == 0 ? float.NaN : 0.5f, filled.As<float>()[i]);
        }
    }

    [Fact]
    public void Projections_that_are_normalised_already_pass_unchanged()
    {
        var random = new Random(5);
        var projections = TestScan.Counts("p", SampleType.Float32, "angle", 3, 4, 33, (_, _, _) => random.NextDouble());

        var transmission = Harness.Check(
            new Normalise(), new Normalise.Parameters(Flats: FrameUse.None, Darks: FrameUse.None), ("projections", projections))[0];

        Assert.True(projections.Bytes.SequenceEqual(transmission.Bytes));
    }

    [Fact]
    public void One_projection_of_one_row_and_one_column_is_enough()
    {
        var projections = TestScan.Counts("p", SampleType.UInt8, "angle", 1, 1, 1, (_, _, _) => 60);
        var flats = TestScan.Counts("f", SampleType.UInt8, "flat", 1, 1, 1, (_, _, _) => 110);
        var darks = TestScan.Counts("d", SampleType.UInt8, "dark", 1, 1, 1, (_, _, _) => 10);

        var transmission = Harness.Check(new Normalise(), new Normalise.Parameters(), ("projections", projections), ("flats", flats), ("darks", darks))[0];

        Assert.Equal(0.5f, transmission.As<float>()[0]);
    }

    [Fact]
    public void Rows_before_angles_give_the_same()
    {
        var (projections, flats, darks) = Scan(SampleType.UInt16);
        var turned = new CubeInfo("p", [new Axis("y", Rows), new Axis("angle", Projections), new Axis("x", Columns)], SampleType.UInt16);
        var samples = new ushort[turned.Samples];
        for (var i = 0; i < samples.Length; i++)
        {
            samples[i] = projections.As<ushort>()[(((i / Columns % Projections) * Rows) + (i / Columns / Projections)) * Columns + (i % Columns)];
        }

        var straight = Harness.Check(new Normalise(), new Normalise.Parameters(), ("projections", projections), ("flats", flats), ("darks", darks))[0];
        var sinograms = Harness.Check(
            new Normalise(), new Normalise.Parameters(), ("projections", MemoryCube.Of<ushort>(turned, samples)), ("flats", flats), ("darks", darks))[0];

        for (var i = 0; i < samples.Length; i++)
        {
            var at = (((i / Columns % Projections) * Rows) + (i / Columns / Projections)) * Columns + (i % Columns);
            Assert.Equal(straight.As<float>()[at], sinograms.As<float>()[i]);
        }
    }

    [Fact]
    public void A_block_needs_only_the_frames_around_its_projections()
    {
        var (projections, flats, darks) = Scan(SampleType.UInt16);
        var description = Harness.Describe(new Normalise(), new Normalise.Parameters(), ("projections", projections), ("flats", flats), ("darks", darks));

        var needs = description.Demand!(new Region([3, 2, 0], [4, 1, Columns]));

        Assert.Equal(new Region([0, 2, 0], [5, 1, Columns]), needs[1]!.Value);
        Assert.Equal(new Region([0, 2, 0], [4, 1, Columns]), needs[2]!.Value);
    }

    [Theory]
    [InlineData("missing-flats")]
    [InlineData("missing-darks")]
    [InlineData("axis-mismatch")]
    [InlineData("bad-frame-time")]
    [InlineData("wrong-sample-type")]
    [InlineData("wrong-axes")]
    [InlineData("bad-parameter")]
    public void What_cannot_work_is_refused_by_name(string code)
    {
        var (projections, flats, darks) = Scan(SampleType.UInt16);
        var narrow = TestScan.Counts("f", SampleType.UInt16, "flat", 7, Rows, Columns - 1, (_, _, _) => 1);
        var floats = MemoryCube.Empty(projections.Info with { Type = SampleType.Float64 }, new Region([0, 0, 0], [1, 1, 1]), 0);
        var flat = MemoryCube.Empty(projections.Info.Without("y"), new Region([0, 0], [1, 1]), 0);
        (string, MemoryCube)[] inputs = code switch
        {
            "missing-flats" => [("projections", projections), ("darks", darks)],
            "missing-darks" => [("projections", projections), ("flats", flats)],
            "axis-mismatch" => [("projections", projections), ("flats", narrow), ("darks", darks)],
            "bad-frame-time" => [("projections", projections), ("flats", TestScan.At(flats, "flat", 1, 2, double.NaN, 3, 4, 5, 6)), ("darks", darks)],
            "wrong-sample-type" => [("projections", floats), ("flats", flats), ("darks", darks)],
            "wrong-axes" => [("projections", flat), ("flats", flats), ("darks", darks)],
            _ => [("projections", projections), ("flats", flats), ("darks", darks)],
        };
        var parameters = new Normalise.Parameters(AirLeft: code is "bad-parameter" ? 50 : 0, AirRight: code is "bad-parameter" ? 2 : 0);

        var refusal = Harness.Refused(new Normalise(), parameters, inputs);

        Assert.Equal(code, refusal.Code);
        Assert.NotEmpty(refusal.Help);
    }

    private static double At(double[] values, long index, double otherwise) => index >= 0 && index < values.Length ? values[index] : otherwise;

    private static (MemoryCube Projections, MemoryCube Flats, MemoryCube Darks) Scan(SampleType type)
    {
        var random = new Random(11);
        var full = type == SampleType.UInt8 ? 255.0 : type == SampleType.UInt16 ? 65535 : 4294967295;
        static bool IsDead(long y, long x) => x == 7 || (y == 3 && x >= 40) || y == 6;
        double Flat(long y, long x) => IsDead(y, x) ? 0.05 * full : (y, x) is (1, 20) ? full : (0.7 + (0.2 * random.NextDouble())) * full;
        double Dark(long y, long x) => IsDead(y, x) ? 0.05 * full : (y, x) is (2, 0 or 1) ? 0.6 * full : (0.02 + (0.01 * random.NextDouble())) * full;
        var projections = TestScan.Counts("projections", type, "angle", Projections, Rows, Columns, (_, _, _) => random.NextDouble() * 0.8 * full);
        var flats = TestScan.At(TestScan.Counts("flats", type, "flat", FlatTimes.Length, Rows, Columns, (_, y, x) => Flat(y, x)), "flat", FlatTimes);
        var darks = TestScan.Counts("darks", type, "dark", 4, Rows, Columns, (_, y, x) => Dark(y, x));
        return (projections, flats, darks);
    }
}
