using Etalon.Cubes;
using Etalon.Operators.Datacubes.Tests;

namespace Etalon.Operators.Tomography.Tests;

/// <summary>Looks for the centre of a case the way the two operators of find-centre do, one after the other.</summary>
internal static class CentreScan
{
    private const int Rows = 3;

    /// <summary>The scan of a case as a cube.</summary>
    public static MemoryCube Of(CentreCase scan)
    {
        var axes = new[] { new Axis("angle", scan.Degrees.Length) { Unit = "degree", Coordinates = AxisCoordinates.From(scan.Degrees) }, new Axis("y", Rows), new Axis("x", scan.Width) };
        return MemoryCube.Of<float>(new CubeInfo("attenuation", [.. axes], SampleType.Float32) { Unit = "1" }, scan.Attenuation(Rows));
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
