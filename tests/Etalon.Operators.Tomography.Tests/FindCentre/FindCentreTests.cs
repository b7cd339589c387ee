using Etalon.Cubes;
using Etalon.Operators.Datacubes.Tests;

namespace Etalon.Operators.Tomography.Tests;

public sealed class FindCentreTests
{
    [Theory]
    [InlineData(-40)]
    [InlineData(-17.3)]
    [InlineData(0.25)]
    [InlineData(8.5)]
    [InlineData(39.75)]
    public void Every_method_finds_a_shifted_axis(double shift)
    {
        const int columns = 256;
        var centre = ((columns - 1) / 2.0) + shift;
        var scan = TwoDiscs.Attenuation(columns, TwoDiscs.Even(256), centre, slices: 2, shiftRight: 6, shiftUp: -9, size: 180);

        var estimates = CentreScan.Estimates(scan)[0].As<double>();

        for (var slice = 0; slice < 2; slice++)
        {
            Assert.InRange(estimates[4 * slice], centre - 0.25, centre + 0.25);
            Assert.InRange(estimates[(4 * slice) + 1], centre - 0.02, centre + 0.02);
            Assert.Equal(double.NaN, estimates[(4 * slice) + 2]);
            Assert.InRange(estimates[(4 * slice) + 3], centre - 0.5, centre + 0.5);
        }
    }

    [Theory]
    [InlineData(20.4)]
    [InlineData(222.75)]
    public void Half_acquisition_is_recognised(double centre)
    {
        var scan = TwoDiscs.Attenuation(256, TwoDiscs.Even(512, 360), centre, slices: 3, shiftRight: 6, shiftUp: -9, size: 420);

        var (found, confidence, _) = CentreScan.Agreed(scan);

        Assert.InRange(found, centre - 0.1, centre + 0.1);
        Assert.True(confidence > 0.5, $"{confidence}");
    }

    [Fact]
    public void Cuts_give_the_same_bits()
    {
        var scan = TwoDiscs.Attenuation(64, TwoDiscs.Even(48), 30.25, slices: 3, size: 50);
        var estimates = Harness.Check(new CentreEstimates(), new CentreEstimates.Parameters(), ("attenuation", scan));
        var parameters = new CentreConsensus.Parameters(3, 64, PerSlice: true);

        var agreed = Harness.Check(new CentreConsensus(), parameters, ("estimates", estimates[0]), ("quality", estimates[1]), ("metric", estimates[2]));

        Assert.All(agreed[0].ToDoubles(), static centre => Assert.InRange(centre, 30, 30.5));
    }

    [Fact]
    public void Random_scans_with_noise_and_truncation() => Check(0, 40);

    [Fact]
    [Trait("Category", "Long")]
    public void Four_hundred_random_scans() => Check(0, 400);

    [Fact]
    public void Nine_rows_of_ten_thousand_photons_tell_the_axis_to_a_tenth() => CheckMethods(256, 14);

    [Fact]
    [Trait("Category", "Long")]
    public void So_they_do_in_a_hundred_scans_and_in_wider_ones()
    {
        CheckMethods(256, 100);
        CheckMethods(512, 40);
    }

    [Fact]
    public void A_row_without_samples_counts_for_nothing_in_the_mean()
    {
        var scan = SameRows(64);
        var samples = scan.As<float>();
        for (var angle = 0; angle < 48; angle++)
        {
            for (var y = 0; y < 64; y++)
            {
                // Two of the nine are missing, and those beyond them are nonsense.
                if (y is 30 or 33 or < 28 or > 36)
                {
                    samples.Slice(((angle * 64) + y) * 64, 64).Fill(y is 30 or 33 ? float.NaN : 7 + angle);
                }
            }
        }

        var nine = Harness.Check(new CentreEstimates(), new CentreEstimates.Parameters(Slices: [32]), ("attenuation", scan));
        var one = CentreScan.Estimates(SameRows(1), new CentreEstimates.Parameters(Slices: [0]));

        Assert.Equal(one[0].ToDoubles(), nine[0].ToDoubles(), static (a, b) => Math.Abs(a - b) < 1e-4 || (double.IsNaN(a) && double.IsNaN(b)));
    }

    private static MemoryCube SameRows(int rows)
    {
        var degrees = TwoDiscs.Even(48);
        float[] samples = [.. degrees.SelectMany(angle => Enumerable.Repeat(TwoDiscs.Row(64, angle, 30.25, 50), rows)).SelectMany(static row => row).Select(static value => (float)value)];
        return MemoryCube.Of<float>(TwoDiscs.Info("attenuation", degrees, rows, 64, 10), samples);
    }

    private static void CheckMethods(int columns, int count)
    {
        for (var seed = 0; seed < count; seed++)
        {
            var scan = new CentreCase(seed, columns) { Photons = 1e4, IsTruncated = false, HasStripes = false, IsIntegrated = true };
            if (scan.Kind == CentreCase.Turn.HalfAcquisition)
            {
                continue;
            }

            var cube = CentreScan.Tall(scan);
            Assert.InRange(Found(CentreMethod.Vo) - scan.Centre, -0.25, 0.25);
            Assert.InRange(Found(CentreMethod.Phase) - scan.Centre, -0.1, 0.1);

            double Found(CentreMethod method) => CentreScan.Estimates(cube, new CentreEstimates.Parameters(method, Slices: [CentreScan.Middle]))[0]
                .As<double>()[Array.IndexOf(CentreSeeker.Methods, method)];
        }
    }

    private static void Check(int from, int count)
    {
        var bad = new List<string>();
        for (var seed = from; seed < from + count; seed++)
        {
            var scan = new CentreCase(seed);
            var (found, confidence, reason) = CentreScan.Agreed(CentreScan.Of(scan));
            if (Math.Abs(found - scan.Centre) > 0.5)
            {
                bad.Add($"case {seed}: {found:F2} instead of {scan.Centre:F2}, confidence {confidence:F2} ({reason})");
                Assert.True(confidence < 0.5, bad[^1]);
            }
        }

        Assert.True(bad.Count <= Math.Max(1, count / 100), string.Join('\n', bad));
    }

    [Fact]
    public void What_is_missing_does_no_harm_and_nothing_is_told_of_an_empty_slice()
    {
        var scan = TwoDiscs.Attenuation(128, TwoDiscs.Even(128), 60.25, slices: 2, size: 90);
        var samples = scan.As<float>();
        for (var angle = 0; angle < 128; angle++)
        {
            samples[(angle * 2 * 128) + 50] = float.NaN;
            samples[(angle * 2 * 128) + 127] = float.PositiveInfinity;
            samples.Slice(((angle * 2) + 1) * 128, 128).Fill(angle % 2 == 0 ? float.NaN : 0);
        }

        var outputs = CentreScan.Estimates(scan, new CentreEstimates.Parameters(Slices: [0, 1]));
        var estimates = outputs[0].As<double>();

        Assert.InRange(estimates[0], 60, 60.5);
        for (var method = 4; method < 8; method++)
        {
            Assert.Equal(double.NaN, estimates[method]);
        }
    }

    [Fact]
    public void Transmission_is_turned_into_attenuation_on_request()
    {
        var scan = TwoDiscs.Attenuation(128, TwoDiscs.Even(128), 58.5, size: 90);
        var plain = CentreScan.Estimates(scan)[0].ToDoubles();
        foreach (ref var sample in scan.As<float>())
        {
            sample = MathF.Exp(-sample);
        }

        var logarithm = CentreScan.Estimates(scan, new CentreEstimates.Parameters(Logarithm: true))[0].ToDoubles();

        Assert.Equal(plain[0], logarithm[0], 0.01);
    }

    [Fact]
    public void Only_the_rows_that_are_looked_at_are_asked_for()
    {
        var cube = TwoDiscs.Info("attenuation", TwoDiscs.Even(16), 1000, 64, 1);
        var description = new CentreEstimates().Describe(new CentreEstimates.Parameters(), Inputs.Of(("attenuation", cube)));

        var need = RegionDemand.For(description, Inputs.Of(("attenuation", cube)), new Region([1, 0], [1, 4]))[0]!.Value;

        Assert.Equal(new Region([0, 495, 0], [16, 9, 64]), need);
    }

    [Fact]
    public void Rows_that_are_not_there_are_refused()
    {
        var scan = TwoDiscs.Attenuation(64, TwoDiscs.Even(16), 30);

        Assert.Equal("region-outside", Harness.Refused(new CentreEstimates(), new CentreEstimates.Parameters(Slices: [1]), ("attenuation", scan)).Code);
    }
}
