using Etalon.Cubes;
using Etalon.Operators.Datacubes.Tests;

namespace Etalon.Operators.Tomography.Tests;

public sealed class SetAnglesTests
{
    private static readonly ushort[] Samples = [.. Enumerable.Range(0, 5 * 2 * 3).Select(i => (ushort)(i * 7))];

    [Fact]
    public void Samples_stay_as_they_are()
    {
        var output = Harness.Check(new SetAngles(), new SetAngles.Parameters(Range: 180), ("projections", Scan()))[0];

        Assert.Equal(Samples, output.As<ushort>().ToArray());
        Assert.Equal("deg", output.Info.Axes[0].Unit);
    }

    [Fact]
    public void Every_way_of_saying_gives_its_angles()
    {
        Assert.Equal([0, 45, 90, 135, 180], Angles(new SetAngles.Parameters(Last: 180)));
        Assert.Equal([0, 36, 72, 108, 144], Angles(new SetAngles.Parameters(Range: 180)));
        Assert.Equal([10, 55, 100, 145, 190], Angles(new SetAngles.Parameters(First: 10, Range: 180, Endpoint: true)));
        Assert.Equal([90, 0, -90, -180, -270], Angles(new SetAngles.Parameters(First: 90, Range: -360, Endpoint: true)));
        Assert.Equal([0, 1, 4, 9, 16], Angles(new SetAngles.Parameters(List: [0, 1, 4, 9, 16])));
    }

    [Fact]
    public void A_pixel_size_gives_the_detector_coordinates()
    {
        var output = Harness.Describe(new SetAngles(), new SetAngles.Parameters(Range: 180, PixelSize: 0.65), ("projections", Scan())).Outputs[0];

        Assert.Equal("um", output.Axes[2].Unit);
        Assert.Equal([0, 0.65, 1.3], output.Axes[2].Coordinates!.ToArray());
        Assert.Equal([0, 0.65], output.Axes[1].Coordinates!.ToArray());
    }

    [Fact]
    public void Frames_of_an_unknown_kind_become_projections()
    {
        var frames = MemoryCube.Of<ushort>(new CubeInfo("frames", [new Axis("frame", 5), new Axis("y", 2), new Axis("x", 3)], SampleType.UInt16), Samples);

        var output = Harness.Check(new SetAngles(), new SetAngles.Parameters(Range: 180), ("projections", frames))[0];

        Assert.Equal("projections", output.Info.Name);
        Assert.Equal(["angle", "y", "x"], output.Info.Axes.Select(axis => axis.Name));
        Assert.Equal(Samples, output.As<ushort>().ToArray());
    }

    [Fact]
    public void A_cube_that_is_no_stack_is_refused()
    {
        var map = MemoryCube.Of<ushort>(new CubeInfo("map", [new Axis("lat", 2), new Axis("lon", 3)], SampleType.UInt16), Samples.AsSpan(0, 6));

        var refusal = Assert.Throws<RefusalException>(() => Harness.Describe(new SetAngles(), new SetAngles.Parameters(Range: 180), ("projections", map)));

        Assert.Equal("unknown-axis", refusal.Code);
    }

    [Theory]
    [InlineData(null, null, 0, "angles-unknown")]
    [InlineData(180.0, 180.0, 0, "angles-unknown")]
    [InlineData(null, 180.0, 5, "angles-unknown")]
    [InlineData(null, null, 4, "wrong-angle-count")]
    [InlineData(0.0, null, 0, "no-rotation")]
    public void What_says_nothing_or_too_much_is_refused(double? last, double? range, int listed, string code)
    {
        var parameters = new SetAngles.Parameters(Last: last, Range: range, List: [.. Enumerable.Range(0, listed).Select(i => (double)i)]);

        var refusal = Assert.Throws<RefusalException>(() => Harness.Describe(new SetAngles(), parameters, ("projections", Scan())));

        Assert.Equal(code, refusal.Code);
    }

    private static double[] Angles(SetAngles.Parameters parameters) =>
        Harness.Describe(new SetAngles(), parameters, ("projections", Scan())).Outputs[0].Axes[0].Coordinates!.ToArray();

    private static MemoryCube Scan() =>
        MemoryCube.Of<ushort>(new CubeInfo("projections", [new Axis("angle", 5), new Axis("y", 2), new Axis("x", 3)], SampleType.UInt16), Samples);
}
