using Etalon.Cubes;
using Etalon.Numerics;

namespace Etalon.Operators.Datacubes.Tests;

public sealed class RandomCubeTests(Python python) : IClassFixture<Python>
{
    private static readonly SampleType[] Types = [.. Enum.GetValues<SampleType>().Where(type => type < SampleType.Complex64)];

    [Fact]
    public void Any_cut_gives_the_same_samples_of_every_type_and_kind()
    {
        foreach (var type in Types)
        {
            Assert.Equal(21 * 4 * 13, Harness.Check(new RandomCube(), new("a=21,b=4,c=13", 7, High: 100, Type: type))[0].Info.Samples);
        }

        Harness.Check(new RandomCube(), new("a=21,b=4,c=130", 7, RandomDistribution.Normal));
        Harness.Check(new RandomCube(), new("a=21,b=400", 7, RandomDistribution.Integers, -3, 3, Type: SampleType.Float64));
    }

    [Fact]
    public void Words_are_those_of_Philox_in_another_order()
    {
        // Written down again from the paper, with plain integers; the key is 0x0000000500000003.
        const string script = """
            def philox(c, k):
                c, k = list(c), list(k)
                for _ in range(10):
                    p0, p1 = 0xD2511F53 * c[0], 0xCD9E8D57 * c[2]
                    c = [(p1 >> 32) ^ c[1] ^ k[0], p1 & 0xFFFFFFFF, (p0 >> 32) ^ c[3] ^ k[1], p0 & 0xFFFFFFFF]
                    k = [(k[0] + 0x9E3779B9) & 0xFFFFFFFF, (k[1] + 0xBB67AE85) & 0xFFFFFFFF]
                return c
            assert philox((0, 0, 0, 0), (0, 0)) == [0x6627e8d5, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8]
            words = []
            for group in range(3):
                cs = [philox((group * 8 + i, 0, 0, 0), (3, 5)) for i in range(8)]
                words += [w for c in cs for w in c[:2]] + [w for c in cs for w in c[2:]]
            out['words'] = words
            """;

        var words = new Philox(0x0000_0005_0000_0003).Words(5, 90).ToArray();

        Assert.Equal(python.Run(script)["words"][5..95], words.Select(word => (double)word));
    }

    [Fact]
    public void Uniform_samples_fill_their_range_evenly()
    {
        var samples = Samples(new("n=100000", 3, Low: -2, High: 6));

        Assert.All(samples, value => Assert.InRange(value, -2, Math.BitDecrement(6.0)));
        var bins = samples.GroupBy(value => (int)Math.Floor(value)).ToDictionary(bin => bin.Key, bin => bin.Count());

        // Eight bins of 12 500 each, standard deviation 105: five of them.
        Assert.All(Enumerable.Range(-2, 8), bin => Assert.InRange(bins[bin], 11975, 13025));
    }

    [Fact]
    public void Normal_samples_have_the_moments_of_the_bell_curve()
    {
        var samples = Samples(new("n=200000", 11, RandomDistribution.Normal, Mean: 10, Deviation: 2, Type: SampleType.Float64));

        var z = samples.Select(value => (value - 10) / 2).ToArray();

        // Five standard errors of each moment at 200 000 samples.
        Assert.InRange(z.Average(), -0.0112, 0.0112);
        Assert.InRange(z.Average(v => v * v), 1 - 0.0158, 1 + 0.0158);
        Assert.InRange(z.Average(v => v * v * v), -0.0433, 0.0433);
        Assert.InRange(z.Average(v => v * v * v * v), 3 - 0.11, 3 + 0.11);
    }

    [Fact]
    public void The_inverse_bell_curve_agrees_with_the_error_function()
    {
        const string script = "out['r'] = [0.5 * math.erfc(-v / math.sqrt(2)) for v in x]";
        double[] shares = [1e-300, 1e-40, 1e-12, 1e-5, 0.01, 0.0749, 0.0751, 0.3, 0.5, 0.7, 0.9249, 0.9251, 0.999];
        var values = MemoryCube.Of<double>(RandomCubes.Info(SampleType.Float64, shares.Length), [.. shares.Select(NormalDraw<double>.Inverse)]);

        var back = python.Run(script, ("x", values))["r"];

        for (var i = 0; i < shares.Length; i++)
        {
            // Rounding of the value alone moves a share by value² ulp: 1400 at 1e-300.
            Assert.InRange(back[i] / shares[i], 1 - 4e-13, 1 + 4e-13);
        }
    }

    [Fact]
    public void Another_seed_gives_other_samples_and_the_same_seed_the_same()
    {
        Assert.Equal(Samples(new("n=50", 1)), Samples(new("n=50", 1)));
        Assert.NotEqual(Samples(new("n=50", 1)), Samples(new("n=50", 2)));
    }

    [Fact]
    public void Axes_get_their_coordinates_and_layout_wishes()
    {
        var description = new RandomCube().Describe(
            new("time=4,lat=3", Coordinates: "lat=-90:90 degrees_north", Start: "2000-01-01", Step: "6 hours", Chunk: "time=2", Calendar: "noleap"),
            Inputs.None);

        var (time, lat) = (description.Outputs[0].Axes[0], description.Outputs[0].Axes[1]);
        Assert.Equal([0, 6, 12, 18], time.Coordinates!.ToArray());
        Assert.Equal(("hours since 2000-01-01", "noleap"), (time.Unit, time.Calendar));
        Assert.Equal([-90, 0, 90], lat.Coordinates!.ToArray());
        Assert.Equal("degrees_north", lat.Unit);
        Assert.Equal(new long[] { 2, 3 }, description.ChunkWish.ToArray());
    }

    [Theory]
    [InlineData("", "", SampleType.Float32, 0, 1, "bad-parameter")]
    [InlineData("a=0", "", SampleType.Float32, 0, 1, "bad-parameter")]
    [InlineData("a=3,a=4", "", SampleType.Float32, 0, 1, "bad-parameter")]
    [InlineData("a=3", "b=0:1", SampleType.Float32, 0, 1, "unknown-axis")]
    [InlineData("a=3", "a=0", SampleType.Float32, 0, 1, "bad-parameter")]
    [InlineData("a=3", "", SampleType.Float32, 1, 1, "bad-parameter")]
    [InlineData("a=3", "", SampleType.UInt8, 0, 256, "bad-parameter")]
    [InlineData("a=3", "", SampleType.Complex64, 0, 1, "bad-parameter")]
    [InlineData("a=9000000000000,b=9000000000000", "", SampleType.Int8, 0, 1, "too-large")]
    public void What_cannot_be_made_is_refused(string shape, string coordinates, SampleType type, double low, double high, string code)
    {
        var parameters = new RandomCube.Parameters(shape, Coordinates: coordinates, Type: type, Low: low, High: high);

        var refused = Assert.Throws<RefusalException>(() => new RandomCube().Describe(parameters, Inputs.None));

        Assert.Equal(code, refused.Code);
    }

    private static double[] Samples(RandomCube.Parameters parameters) =>
        Harness.Check(new RandomCube(), parameters)[0].ToDoubles();
}
