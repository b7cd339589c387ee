using Etalon.Cubes;
using Etalon.Operators.Datacubes.Tests;

namespace Etalon.Operators.Tomography.Tests;

/// <summary>Looks for the centre of a case the way the two operators of find-centre do, one after the other.</summary>
internal static class CentreScan
{
    /// <summary>The row that <see cref="Tall"/> shows the surroundings of.</summary>
    public const int Middle = 32;

    private const int Rows = 3;

    /// <summary>The scan of a case as a cube.</summary>
    public static MemoryCube Of(CentreCase scan)
    {
        var axes = new[] { new Axis("angle", scan.Degrees.Length) { Unit = "degree", Coordinates = AxisCoordinates.From(scan.Degrees) }, new Axis("y", Rows), new Axis("x", scan.Width) };
        return MemoryCube.Of<float>(new CubeInfo("attenuation", [.. axes], SampleType.Float32) { Unit = "1" }, scan.Attenuation(Rows));
    }

    /// <summary>Only nine rows around the middle of a tall detector, which are one slice.</summary>
    public static MemoryCube Tall(CentreCase scan)
    {
        const int tall = 2 * Middle;
        const int seen = 9;
        var rows = scan.Attenuation(seen);
        var samples = new float[scan.Degrees.Length * tall * scan.Width];
        for (var angle = 0; angle < scan.Degrees.Length; angle++)
        {
            rows.AsSpan(angle * seen * scan.Width, seen * scan.Width).CopyTo(samples.AsSpan(((angle * tall) + Middle - (seen / 2)) * scan.Width));
        }

        var axes = new[] { new Axis("angle", scan.Degrees.Length) { Unit = "degree", Coordinates = AxisCoordinates.From(scan.Degrees) }, new Axis("y", tall), new Axis("x", scan.Width) };
        return MemoryCube.Of<float>(new CubeInfo("attenuation", [.. axes], SampleType.Float32) { Unit = "1" }, samples);
    }

    /// <summary>The estimates of all methods: estimates, quality, metric.</summary>
    public static MemoryCube[] Estimates(MemoryCube scan, CentreEstimates.Parameters? parameters = null) =>
        Harness.Run(new CentreEstimates(), parameters ?? new CentreEstimates.Parameters(), ("attenuation", scan));

    /// <summary>What they come to.</summary>
    public static (double Centre, double Confidence, CentreReason Reason) Agreed(MemoryCube scan)
    {
        var estimates = Estimates(scan);
        var parameters = new CentreConsensus.Parameters(Rows, (int)scan.Info.Axes[2].Length);
        var agreed = Harness.Run(new CentreConsensus(), parameters, ("estimates", estimates[0]), ("quality", estimates[1]), ("metric", estimates[2]));
        var report = agreed[2].As<double>();
        Assert.Equal(report[0], agreed[0].As<double>()[0]);
        Assert.Equal(report[1], agreed[3].As<double>()[0]);
        return (report[0], report[1], (CentreReason)report[2]);
    }
}
