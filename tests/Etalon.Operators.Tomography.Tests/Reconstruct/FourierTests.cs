using Etalon.Cubes;
using Etalon.Operators.Datacubes.Tests;

namespace Etalon.Operators.Tomography.Tests;

/// <summary>Two discs, whose projections and whose truth are closed forms.</summary>
public sealed class FourierTests
{
    private const int Size = 256;

    public static TheoryData<string, int, double, double, double> Scans => new()
    {
        { "half turn", 256, 180, (Size - 1) / 2.0, 0 },
        { "whole turn", 400, 360, (Size - 1) / 2.0, 0 },
        { "centre between pixels", 256, 180, 121.3, 0 },
        { "object off the axis", 256, 180, (Size - 1) / 2.0, 14.6 },
    };

    [Theory]
    [MemberData(nameof(Scans))]
    public void Regions_have_the_attenuation_of_the_phantom(string scan, int angles, double range, double centre, double shift)
    {
        Assert.NotEmpty(scan);
        var sinogram = TwoDiscs.Attenuation(Size, TwoDiscs.Even(angles, range), centre, slices: 1, shiftRight: shift, shiftUp: -shift / 2, size: 220);

        var volume = Run(sinogram, new Reconstruct.Parameters(Centre: centre));

        AssertLikeTruth(TwoDiscs.Means(volume.As<float>(), Size, 4, shift, -shift / 2, 220));
    }

    [Fact]
    public void Angles_may_be_uneven_and_out_of_order()
    {
        var random = new Random(8);
        double[] degrees = [.. Enumerable.Range(0, 300).Select(i => (i * 0.6) + (0.25 * random.NextDouble())).OrderBy(_ => random.Next())];
        var sinogram = TwoDiscs.Attenuation(Size, degrees, 127.5);

        AssertLikeTruth(TwoDiscs.Means(Run(sinogram, new Reconstruct.Parameters(Centre: 127.5)).As<float>(), Size));
    }

    [Fact]
    public void Odd_sizes_and_other_slice_sizes_keep_the_axis_in_the_middle()
    {
        const int columns = 201;
        var sinogram = TwoDiscs.Attenuation(columns, TwoDiscs.Even(220), 100, size: 190);

        foreach (var size in new[] { columns, 160, 240 })
        {
            var volume = Run(sinogram, new Reconstruct.Parameters(Centre: 100, Size: size));
            var means = TwoDiscs.Means(volume.As<float>(), size, 4, size: 190);
            Assert.Equal(1, means.Ring.Mean, 2e-3);
            Assert.Equal(2, means.Core.Mean, 4e-3);
        }
    }

    [Fact]
    public void Backprojection_gives_the_same_slice()
    {
        var sinogram = TwoDiscs.Attenuation(Size, TwoDiscs.Even(Size), 126.8);

        var fourier = Once(sinogram, new Reconstruct.Parameters(Centre: 126.8)).As<float>();
        var fbp = Once(sinogram, new Reconstruct.Parameters(ReconstructionMethod.Fbp, Centre: 126.8)).As<float>();

        // Inside the large disc, where the attenuation is 1 to 2 per centimetre.
        var (sum, count) = (0.0, 0);
        for (var i = 0; i < Size * Size; i++)
        {
            var (u, v) = ((i % Size) - 127.5, (i / Size) - 127.5);
            if (Math.Sqrt((u * u) + (v * v)) < (0.4 * Size) - 2)
            {
                sum += (fourier[i] - fbp[i]) * (fourier[i] - fbp[i]);
                count++;
            }
        }

        Assert.InRange(Math.Sqrt(sum / count), 0, 3e-3);
    }

    [Theory]
    [InlineData(ReconstructionMethod.Sirt, 60)]
    [InlineData(ReconstructionMethod.Cgls, 12)]
    [InlineData(ReconstructionMethod.Mlem, 40)]
    [InlineData(ReconstructionMethod.Tv, 60)]
    public void Methods_that_go_step_by_step_come_to_the_same_attenuation(ReconstructionMethod method, int steps)
    {
        const int size = 64;
        var sinogram = TwoDiscs.Attenuation(size, TwoDiscs.Even(60), 31.2);

        var volume = Once(sinogram, new Reconstruct.Parameters(method, Centre: 31.2, Iterations: steps));

        var means = TwoDiscs.Means(volume.As<float>(), size);
        Assert.Equal(1, means.Ring.Mean, 0.02);
        Assert.Equal(2, means.Core.Mean, 0.06);
    }

    [Fact]
    public void Slices_have_the_same_bits_alone_and_in_any_part_of_a_volume()
    {
        var sinogram = TwoDiscs.Attenuation(64, TwoDiscs.Even(50), 30.7, slices: 5);

        var volume = Harness.Check(new Reconstruct(), new Reconstruct.Parameters(Centre: 30.7), ("attenuation", sinogram))[0];

        for (var slice = 0; slice < 5; slice++)
        {
            var means = TwoDiscs.Means(volume.As<float>().Slice(slice * 64 * 64, 64 * 64), 64);
            Assert.Equal(TwoDiscs.Factor(slice), means.Ring.Mean, 0.02 * TwoDiscs.Factor(slice));
        }
    }

    [Fact]
    public void Slices_of_a_pair_may_have_centres_of_their_own()
    {
        var degrees = TwoDiscs.Even(256);
        var (left, right) = (TwoDiscs.Attenuation(Size, degrees, 120.25), TwoDiscs.Attenuation(Size, degrees, 131.5));
        var both = new float[2 * left.As<float>().Length];
        for (var row = 0; row < degrees.Length; row++)
        {
            left.As<float>().Slice(row * Size, Size).CopyTo(both.AsSpan(2 * row * Size));
            right.As<float>().Slice(row * Size, Size).CopyTo(both.AsSpan(((2 * row) + 1) * Size));
        }

        var sinogram = MemoryCube.Of<float>(TwoDiscs.Info("attenuation", degrees, 2, Size, 10), both);
        var centres = MemoryCube.Of<double>(new CubeInfo("centre", [new Axis("y", 2)], SampleType.Float64), [120.25, 131.5]);

        var volume = Harness.Check(new Reconstruct(), new Reconstruct.Parameters(), ("attenuation", sinogram), ("centre", centres))[0];

        AssertLikeTruth(TwoDiscs.Means(volume.As<float>()[..(Size * Size)], Size));
        AssertLikeTruth(TwoDiscs.Means(volume.As<float>()[(Size * Size)..], Size));
    }

    [Fact]
    public void Missing_samples_are_bridged_and_a_slice_without_any_stays_missing()
    {
        var sinogram = TwoDiscs.Attenuation(Size, TwoDiscs.Even(256), 127.5, slices: 2);
        var samples = sinogram.As<float>();
        for (var row = 0; row < 256; row++)
        {
            samples[(2 * row * Size) + 100] = row % 3 == 0 ? float.NaN : samples[(2 * row * Size) + 100];
            samples.Slice(((2 * row) + 1) * Size, Size).Fill(float.NaN);
        }

        var volume = Run(sinogram, new Reconstruct.Parameters(Centre: 127.5)).As<float>();

        AssertLikeTruth(TwoDiscs.Means(volume[..(Size * Size)], Size), 0.01);
        Assert.True(float.IsNaN(volume[Size * Size]) && float.IsNaN(volume[^1]));
    }

    [Fact]
    public void What_is_not_known_is_asked_for()
    {
        var sinogram = TwoDiscs.Attenuation(16, TwoDiscs.Even(8), 7.5);
        var bare = sinogram.Info with { Axes = [sinogram.Info.Axes[0], sinogram.Info.Axes[1], new Axis("x", 16)] };

        Assert.Equal("centre-unknown", Refused(sinogram.Info, new Reconstruct.Parameters()));
        Assert.Equal("bad-centre", Refused(sinogram.Info, new Reconstruct.Parameters(Centre: 1e6)));
        Assert.Equal("pixel-size-unknown", Refused(bare, new Reconstruct.Parameters(Centre: 7.5)));
        Assert.Equal("wrong-sample-type", Refused(sinogram.Info with { Type = SampleType.UInt16 }, new Reconstruct.Parameters(Centre: 7.5)));
        Assert.Equal(
            "too-few-angles",
            Refused(sinogram.Info with { Axes = [sinogram.Info.Axes[0].Slice(0, 1), .. sinogram.Info.Axes[1..]] }, new Reconstruct.Parameters(Centre: 7.5)));
    }

    [Fact]
    public void A_centre_that_is_connected_must_be_as_near_as_one_that_is_given()
    {
        var sinogram = TwoDiscs.Attenuation(16, TwoDiscs.Even(8), 7.5);

        foreach (var centre in new[] { 1e6, double.NaN, -17 })
        {
            var cube = MemoryCube.Of<double>(new CubeInfo("centre", [new Axis("y", 1)], SampleType.Float64), [centre]);
            Assert.Equal("bad-centre", Assert.Throws<RefusalException>(
                () => Harness.Run(new Reconstruct(), new Reconstruct.Parameters(), ("attenuation", sinogram), ("centre", cube))).Code);
        }
    }

    [Theory]
    [InlineData(ReconstructionMethod.Fourier)]
    [InlineData(ReconstructionMethod.Fbp)]
    public void Further_axes_hold_scans_of_their_own(ReconstructionMethod method)
    {
        const int size = 32;
        var one = TwoDiscs.Attenuation(size, TwoDiscs.Even(24), 15.5, slices: 3);
        var info = one.Info;
        var twice = one.As<float>().ToArray().Select(static sample => 2 * sample).ToArray();
        var both = MemoryCube.Of<float>(info with { Axes = [new Axis("time", 2), .. info.Axes] }, [.. one.As<float>(), .. twice]);
        var parameters = new Reconstruct.Parameters(method, Centre: 15.5);

        var volume = Harness.Check(new Reconstruct(), parameters, ("attenuation", both))[0].As<float>();

        var single = Run(one, parameters).As<float>();
        Assert.Equal([.. single], volume[..single.Length].ToArray());
        Assert.Equal(single.ToArray().Select(static sample => 2 * sample), volume[single.Length..].ToArray());
    }

    private static string Refused(CubeInfo cube, Reconstruct.Parameters parameters) =>
        Assert.Throws<RefusalException>(() => new Reconstruct().Describe(parameters, Inputs.Of(("attenuation", cube)))).Code;

    private static MemoryCube Run(MemoryCube sinogram, Reconstruct.Parameters parameters) =>
        Harness.Check(new Reconstruct(), parameters, ("attenuation", sinogram))[0];

    private static MemoryCube Once(MemoryCube sinogram, Reconstruct.Parameters parameters)
    {
        var inputs = Inputs.Of(("attenuation", sinogram.Info));
        var description = new Reconstruct().Describe(parameters, inputs);
        return new MapRun(() => new Reconstruct().Bind(parameters, inputs, description), inputs, description, [("attenuation", sinogram)]).Whole(0)[0];
    }

    private static void AssertLikeTruth(TwoDiscMeans means, double tolerance = 2e-3)
    {
        Assert.Equal(1, means.Ring.Mean, tolerance);
        Assert.Equal(2, means.Core.Mean, 2 * tolerance);
        Assert.Equal(0, means.Outside.Mean, tolerance);
    }
}
