using Etalon.Cubes;
using Etalon.Operators.Datacubes.Tests;

namespace Etalon.Operators.Tomography.Tests;

public sealed class Stitch360Tests
{
    [Theory]
    [InlineData(20.4, 256)]
    [InlineData(150, 256)]
    [InlineData(231.75, 255)]
    public void Opposite_projections_become_wide_ones(double centre, int angles)
    {
        const int columns = 256;
        const int size = 400;
        var scan = TwoDiscs.Attenuation(columns, TwoDiscs.Even(angles, 360), centre, slices: 2, shiftRight: 5, shiftUp: -3, size: size);

        var stitched = Harness.Check(new Stitch360(), new Stitch360.Parameters(centre, 2 * columns), ("attenuation", scan))[0];

        var half = (angles + 1) / 2;
        Assert.Equal<long>([half, 2, 2 * columns], stitched.Info.Shape);
        var middle = stitched.Info.Attributes[Stitch360.CentreAttribute]!.Numbers[0];
        Assert.Equal(((2 * columns) - 1) / 2.0, middle);
        var reach = Math.Max(centre, columns - 1 - centre) - 1;
        for (var angle = 0; angle < half; angle += 25)
        {
            var degrees = stitched.Info.Axes[0].Coordinates![angle];
            var truth = TwoDiscs.Row(2 * columns, degrees, middle, size, shiftRight: 5, shiftUp: -3);
            var (sum, count, most) = (0.0, 0, truth.Max());
            for (var x = 0; x < 2 * columns; x++)
            {
                if (Math.Abs(x - middle) <= reach)
                {
                    var off = (stitched.As<float>()[(angle * 2 * 2 * columns) + x] - truth[x]) / most;
                    (sum, count) = (sum + (off * off), count + 1);
                    Assert.InRange(off, -0.03, 0.03);
                }
            }

            Assert.True(Math.Sqrt(sum / count) < 0.003, $"{Math.Sqrt(sum / count)} at {degrees}");
        }
    }

    [Fact]
    public void The_centre_may_come_from_a_cube()
    {
        var scan = TwoDiscs.Attenuation(64, TwoDiscs.Even(60, 360), 9.3, slices: 2, size: 100);
        var centre = MemoryCube.Of<double>(new CubeInfo("centre", [new Axis("y", 2)], SampleType.Float64), [9.3, 9.3]);

        var said = Harness.Check(new Stitch360(), new Stitch360.Parameters(9.3, 128), ("attenuation", scan))[0];
        var given = Harness.Check(new Stitch360(), new Stitch360.Parameters(), ("attenuation", scan), ("centre", centre))[0];

        Assert.True(said.Bytes.SequenceEqual(given.Bytes));
    }

    [Fact]
    public void What_one_side_misses_the_other_shows()
    {
        var scan = TwoDiscs.Attenuation(64, TwoDiscs.Even(60, 360), 20, size: 60);
        var whole = Harness.Run(new Stitch360(), new Stitch360.Parameters(20, 88), ("attenuation", scan))[0].ToDoubles();
        scan.As<float>()[20 + 5] = float.NaN;
        scan.As<float>()[20 + 30] = float.NaN;

        var gaps = Harness.Run(new Stitch360(), new Stitch360.Parameters(20, 88), ("attenuation", scan))[0].ToDoubles();

        // In the overlap it is made good, beyond it is missing; the filter of half a pixel spreads it over eight columns.
        Assert.DoesNotContain(gaps[..60], double.IsNaN);
        Assert.InRange(gaps[60..88].Count(double.IsNaN), 1, 8);
        Assert.Equal(whole[20], gaps[20]);
    }

    [Fact]
    public void Half_a_turn_and_an_unknown_centre_are_refused()
    {
        var half = TwoDiscs.Attenuation(64, TwoDiscs.Even(60), 20);
        var whole = TwoDiscs.Attenuation(64, TwoDiscs.Even(60, 360), 20);

        Assert.Equal("no-whole-turn", Harness.Refused(new Stitch360(), new Stitch360.Parameters(20), ("attenuation", half)).Code);
        Assert.Equal("centre-unknown", Harness.Refused(new Stitch360(), new Stitch360.Parameters(), ("attenuation", whole)).Code);
        Assert.Equal("centre-unknown", Harness.Refused(new Stitch360(), new Stitch360.Parameters(64), ("attenuation", whole)).Code);
    }
}
