using System.Globalization;
using Etalon.Cubes;
using Etalon.Operators.Datacubes.Tests;

namespace Etalon.Operators.Tomography.Tests;

/// <summary>What is promised of slices, at the size it is promised for.</summary>
public sealed class FullSizeTests
{
    /// <summary>Pixels next to an edge are not asked.</summary>
    private const double Margin = 4;

    [Theory]
    [InlineData("half turn")]
    [InlineData("uneven angles")]
    [InlineData("whole turn")]
    [InlineData("half acquisition")]
    public void Both_methods_give_the_attenuation_and_the_same_slice(string name)
    {
        var scan = FullSizeScan.Of(name);
        var fourier = scan.Reconstructed(ReconstructionMethod.Fourier);
        var fbp = scan.Reconstructed(ReconstructionMethod.Fbp);

        for (var slice = 0; slice < fourier.Length; slice++)
        {
            var (right, up) = (scan.Right[slice], scan.Up[slice]);
            AssertLikeTruth(TwoDiscs.Means(fourier[slice], FullSizeScan.Size, Margin, right, up, FullSizeScan.Width));
            AssertLikeTruth(TwoDiscs.Means(fbp[slice], FullSizeScan.Size, Margin, right, up, FullSizeScan.Width));
            Assert.InRange(Apart(fourier[slice], fbp[slice], right, up, edges: true), 1e-6, 0.003);
        }
    }

    [Theory]
    [InlineData("half turn", 1)]
    [InlineData("half turn", 2)]
    [InlineData("uneven angles", 1)]
    [InlineData("whole turn", 1)]
    [InlineData("half acquisition", 1)]
    [Trait("Category", "Long")]
    public void Another_program_gives_the_same_slice(string name, int slice)
    {
        // Their axis is at columns / 2, rounded down, which is the middle of an odd number; projections with another axis are moved there in
        // frequencies. They know no weights for uneven angles, so the projections are weighted for them.
        var scan = FullSizeScan.Of(name, columnsMore: 1);
        var move = (FullSizeScan.Size / 2) - scan.Centres[slice];
        using var python = new Python();
        var theirs = python.Run(
            string.Create(CultureInfo.InvariantCulture, $$"""
            from skimage.transform import iradon
            order = np.argsort(angles % 180)
            at = (angles % 180)[order]
            gaps = np.diff(np.concatenate([[at[-1] - 180], at, [at[0] + 180]]))
            weights = np.empty(len(at)); weights[order] = (gaps[:-1] + gaps[1:]) / 2 * len(at) / 180
            rows = s[:,{{slice}},:] * weights[:,None]
            rows = np.fft.irfft(np.fft.rfft(rows, 4096) * np.exp(-2j * np.pi * np.fft.rfftfreq(4096) * {{move}}), 4096)[:,:s.shape[2]]
            out['slice'] = iradon(rows.T, angles, circle=True, filter_name='ramp')
            """),
            ("s", scan.Attenuation), ("angles", Angles(scan)))["slice"];
        float[] other = [.. theirs.Select(static value => (float)(value / SliceRun.PixelCentimetres))];

        foreach (var method in new[] { ReconstructionMethod.Fourier, ReconstructionMethod.Fbp })
        {
            Assert.InRange(Apart(scan.Reconstructed(method)[slice], other, scan.Right[slice], scan.Up[slice], edges: false), 1e-6, 0.005);
        }
    }

    private static MemoryCube Angles(FullSizeScan scan)
    {
        var degrees = scan.Attenuation.Info.Axes[0].Coordinates!.ToArray();
        return MemoryCube.Of<double>(new CubeInfo("angles", [new Axis("angle", degrees.Length)], SampleType.Float64), degrees);
    }

    /// <summary>Root mean square of differences in the large disc, over the attenuation.</summary>
    private static double Apart(float[] one, float[] other, double right, double up, bool edges)
    {
        var size = (int)Math.Sqrt(one.Length);
        var middle = (size - 1) / 2.0;
        var (sum, count) = (0.0, 0);
        for (var i = 0; i < one.Length; i++)
        {
            var (u, v) = ((i % size) - middle - right, middle - (i / size) - up);
            var small = Math.Sqrt(Math.Pow(u - (0.16 * FullSizeScan.Width), 2) + Math.Pow(v - (0.10 * FullSizeScan.Width), 2)) - (0.12 * FullSizeScan.Width);
            if (Math.Sqrt((u * u) + (v * v)) < (0.4 * FullSizeScan.Width) - (edges ? 2 : Margin) && (edges || Math.Abs(small) > Margin))
            {
                var off = (one[i] - other[i]) / (small < 0 ? TwoDiscs.CorePerCentimetre : TwoDiscs.RingPerCentimetre);
                (sum, count) = (sum + (off * off), count + 1);
            }
        }

        Assert.InRange(count, size * size / 3, size * size);
        return Math.Sqrt(sum / count);
    }

    private static void AssertLikeTruth(TwoDiscMeans means)
    {
        Assert.Equal(TwoDiscs.RingPerCentimetre, means.Ring.Mean, 0.002 * TwoDiscs.RingPerCentimetre);
        Assert.Equal(TwoDiscs.CorePerCentimetre, means.Core.Mean, 0.002 * TwoDiscs.CorePerCentimetre);
        Assert.InRange(means.Outside.Mean, -0.002, 0.002);
    }
}
