using System.Globalization;
using Etalon.Cubes;
using Etalon.Operators.Datacubes.Tests;
using Xunit.Abstractions;

namespace Etalon.Operators.Tomography.Tests;

/// <summary>What of the sample stays in one column is no stripe: round about the axis, or near it.</summary>
public sealed class StripesAndSampleTests(ITestOutputHelper output)
{
    public static TheoryData<RoundSample> Samples =>
    [
        .. from wall in new[] { 2.0, 5, 12, 30 } from off in new[] { 0.0, 0.7, 3 } select RoundSample.Capillary(wall, off),
        .. from radius in new[] { 1.0, 2, 5, 12, 30 } from off in new[] { 0.0, 2, 5, 20, 60 } select RoundSample.Wire(radius, off),
    ];

    [Theory]
    [MemberData(nameof(Samples))]
    public void Means_of_round_samples_stay(RoundSample sample)
    {
        foreach (var (centre, noise, known) in new[] { (255.5, 0.0, false), (255.5, 0.01, false), (255.75, 0, false), (255.6, 0, true) })
        {
            var change = Change(sample, new RemoveStripes.Parameters(Centre: known ? centre : null), centre, noise);
            Assert.True(Math.Abs(change) <= 0.005, $"{sample}, centre {centre}, noise {noise}: {change}");
        }
    }

    [Theory]
    [Trait("Category", "Long")]
    [InlineData(StripeMethod.Sharp, -0.005, 0.005)]
    [InlineData(StripeMethod.All, -0.82, 0.01)]
    [InlineData(StripeMethod.Sort, -0.77, 0.01)]
    [InlineData(StripeMethod.Large, -0.77, 0.01)]
    [InlineData(StripeMethod.Wavelet, -0.72, 0.01)]
    [InlineData(StripeMethod.Titarenko, -0.45, 0.01)]
    public void Methods_take_from_round_samples_what_the_page_says(StripeMethod method, double least, double most)
    {
        RoundSample[] samples = [RoundSample.Capillary(5, 0), RoundSample.Capillary(30, 0), RoundSample.Wire(2, 0), RoundSample.Wire(5, 5), RoundSample.Wire(12, 20)];
        double[] changes = [.. samples.Select(sample => Change(sample, new RemoveStripes.Parameters(method), 255.5, 0)), Rod(method)];

        output.WriteLine($"{method}: {string.Join(", ", changes.Select(static change => change.ToString("P1", CultureInfo.InvariantCulture)))}");
        Assert.All(changes, change => Assert.InRange(change, least, most));
        Assert.True(changes.Min() <= least + 0.05, $"{changes.Min()}");
    }

    [Theory]
    [InlineData(1, false)]
    [InlineData(2, false)]
    [InlineData(1, true)]
    [InlineData(2, true)]
    public void Means_of_the_phantoms_sample_stay(long seed, bool hasStripes)
    {
        // Gains of columns and nothing else: (count - dark) / counts is transmission, with stripes in it.
        var parameters = new Phantom.Parameters(
            PhantomOutput.Projections, PhantomObject.Sample, 512, 3, 720, Type: SampleType.Float32, CentreOffset: 7.3, Seed: seed,
            Stripes: hasStripes ? [PhantomStripe.Full, PhantomStripe.Partial] : default, StripeStrength: 0.02);
        var counts = Harness.Check(new Phantom(), parameters)[0];
        var exact = Harness.Check(new Phantom(), parameters with { What = PhantomOutput.Attenuation })[0];
        float[] measured = [.. counts.As<float>().ToArray().Select(count => (float)-Math.Log((count - parameters.Dark) / parameters.Counts))];

        var result = Harness.Run(new RemoveStripes(), new RemoveStripes.Parameters(), ("cube", MemoryCube.Of<float>(exact.Info, measured)))[0];

        var slices = Slices(exact, result);
        foreach (var name in exact.Info.Attributes.Text("true_regions").Split(' '))
        {
            var circle = exact.Info.Attributes[$"true_{name}_circle"]!.Numbers;
            for (var slice = 0; slice < 3; slice++)
            {
                var change = Mean(slices.AsSpan(slice * 512 * 512, 512 * 512), circle[0], circle[1], circle[2]) / exact.Info.Attributes["true_wall"]!.Numbers[0];
                output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"seed {seed}, stripes {hasStripes}, slice {slice}, {name}: {change:P3}"));
                Assert.InRange(change, -0.005, 0.005);
            }
        }
    }

    /// <summary>The change of the phantom's rod.</summary>
    private static double Rod(StripeMethod method)
    {
        var exact = Harness.Check(new Phantom(), new Phantom.Parameters(PhantomOutput.Attenuation, PhantomObject.Sample, 512, 1, 720))[0];
        var slice = Slices(exact, Harness.Run(new RemoveStripes(), new RemoveStripes.Parameters(method), ("cube", exact))[0]);
        var circle = exact.Info.Attributes["true_rod_circle"]!.Numbers;
        return Mean(slice, circle[0], circle[1], circle[2]) / exact.Info.Attributes["true_rod"]!.Numbers[0];
    }

    private static double Mean(ReadOnlySpan<float> slice, double row, double column, double radius)
    {
        var (sum, count) = (0.0, 0);
        for (var i = 0; i < slice.Length; i++)
        {
            var (down, right) = ((i / 512) - row, (i % 512) - column);
            if ((down * down) + (right * right) <= radius * radius)
            {
                (sum, count) = (sum + slice[i], count + 1);
            }
        }

        return sum / count;
    }

    /// <summary>Slices of what two sinograms differ by; reconstruction is linear.</summary>
    private static float[] Slices(MemoryCube before, MemoryCube after)
    {
        float[] difference = [.. after.As<float>().ToArray().Zip(before.As<float>().ToArray(), static (a, b) => a - b)];
        var centre = before.Info.Attributes["true_centre"]!.Numbers[0];
        return Harness.Run(new Reconstruct(), new Reconstruct.Parameters(Centre: centre), ("attenuation", MemoryCube.Of<float>(before.Info, difference)))[0]
            .As<float>().ToArray();
    }

    /// <summary>By how much the mean of the region changes; reconstruction is linear, so what was taken off is reconstructed alone.</summary>
    private static double Change(RoundSample sample, RemoveStripes.Parameters parameters, double centre, double noise)
    {
        var before = sample.Sinogram(centre, noise);
        var after = Harness.Run(new RemoveStripes(), parameters, ("cube", before))[0].As<float>();
        var was = before.As<float>();
        var taken = new float[was.Length];
        for (var i = 0; i < taken.Length; i++)
        {
            taken[i] = after[i] - was[i];
        }

        if (!taken.AsSpan().ContainsAnyExcept(0f))
        {
            return 0;
        }

        var slice = Harness.Run(new Reconstruct(), new Reconstruct.Parameters(Centre: centre), ("attenuation", MemoryCube.Of<float>(before.Info, taken)))[0];
        return sample.Mean(slice.As<float>());
    }
}
