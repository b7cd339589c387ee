using Etalon.Cubes;

namespace Etalon.Operators.Tomography;

/// <summary>What the cubes of a synthetic scan are called, how long they are, and the truth in their attributes.</summary>
internal static class PhantomCubes
{
    /// <summary>The cube that is asked for.</summary>
    public static CubeInfo Make(PhantomScan scan) => Plain(scan) with { Attributes = Truth(scan) };

    private static CubeInfo Plain(PhantomScan scan)
    {
        var (rows, columns) = (Lengths(ScanAxes.Y, scan.Rows, scan), Lengths(ScanAxes.X, scan.Columns, scan));
        var parameters = scan.Parameters;
        switch (parameters.What)
        {
            case PhantomOutput.Attenuation:
                return new CubeInfo("attenuation", [Angles(scan), rows, columns], SampleType.Float32) { Unit = "1" };
            case PhantomOutput.Volume:
                var (across, along) = (Lengths(ScanAxes.Row, scan.Field, scan), Lengths(ScanAxes.Column, scan.Field, scan));
                return new CubeInfo("volume", [rows, across, along], SampleType.Float32) { Unit = "cm-1" };
            case PhantomOutput.Flats:
                return new CubeInfo("flats", [Moments("flat", parameters.FlatsBefore, scan), rows, columns], parameters.Type) { Unit = "count" };
            case PhantomOutput.Darks:
                return new CubeInfo("darks", [Moments("dark", parameters.DarksBefore, scan), rows, columns], parameters.Type) { Unit = "count" };
            default:
                return new CubeInfo("projections", [Angles(scan), rows, columns], parameters.Type) { Unit = "count" };
        }
    }

    private static Axis Angles(PhantomScan scan) => new(ScanAxes.Angle, scan.Parameters.Angles)
    {
        Unit = "degree",
        Coordinates = new RegularCoordinates(0, scan.Step, scan.Parameters.Angles),
    };

    private static Axis Lengths(string name, int length, PhantomScan scan) => new(name, length)
    {
        Unit = "um",
        Coordinates = new RegularCoordinates(0, scan.Parameters.PixelSize, length),
    };

    /// <summary>When frames were taken, counted in projections: half a step before the first, half a step after the last.</summary>
    private static Axis Moments(string name, int before, PhantomScan scan) => new(name, scan.Frames)
    {
        Unit = "1",
        Coordinates = AxisCoordinates.From([.. Enumerable.Range(0, scan.Frames).Select(i => i < before ? -0.5 : scan.Parameters.Angles - 0.5)]),
    };

    /// <summary>The axis of rotation, and for some circles of one material their attenuation and place (row, column, radius in pixels of the volume).</summary>
    private static AttributeSet Truth(PhantomScan scan)
    {
        var regions = PhantomBodies.Regions(scan.Parameters.Object);
        var attributes = AttributeSet.Empty
            .With("true_centre", AttributeValue.Of(scan.Centre))
            .With("true_regions", string.Join(' ', regions.Select(region => region.Name)));
        var middle = (scan.Field - 1) / 2.0;
        foreach (var region in regions)
        {
            attributes = attributes
                .With($"true_{region.Name}", AttributeValue.Of(region.Density * scan.Attenuation))
                .With($"true_{region.Name}_circle", AttributeValue.Of(
                    SampleType.Float64, middle - (region.Up * scan.Field), middle + (region.Right * scan.Field), region.Radius * scan.Field));
        }

        return attributes;
    }
}
