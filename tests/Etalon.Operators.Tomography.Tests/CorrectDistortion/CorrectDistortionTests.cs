using Etalon.Cubes;
using Etalon.Operators.Datacubes.Tests;

namespace Etalon.Operators.Tomography.Tests;

public sealed class CorrectDistortionTests(Python python) : IClassFixture<Python>
{
    private const int Rows = 41;
    private const int Columns = 57;

    private const string Reference = """
        from scipy.ndimage import map_coordinates
        k = [1.02, -3e-4, 4e-6]; cy, cx = 17.3, 30.6
        y, x = np.indices(p.shape[1:]).astype(float); u, v = x - cx, y - cy; r = np.hypot(u, v)
        f = sum(c * r**i for i, c in enumerate(k)); xs, ys = cx + f*u, cy + f*v
        h, w = x.shape; inside = (xs >= 0) & (xs <= w-1) & (ys >= 0) & (ys <= h-1)
        q = np.stack([map_coordinates(i.astype(float), [np.clip(ys, 0, h-1), np.clip(xs, 0, w-1)], order=1) for i in p])
        out['near'] = q; out['miss'] = np.where(inside, q, np.nan)
        """;

    [Theory]
    [InlineData(SampleType.UInt8)]
    [InlineData(SampleType.UInt16)]
    [InlineData(SampleType.UInt32)]
    [InlineData(SampleType.Float32)]
    public void Samples_come_from_where_scipy_finds_them(SampleType type)
    {
        var cube = RandomCubes.Measured(new Random(6), Projections(type, 3), missing: 0);
        var parameters = new CorrectDistortion.Parameters([1.02, -3e-4, 4e-6], 30.6, 17.3);

        var near = Harness.Check(new CorrectDistortion(), parameters, ("projections", cube))[0];
        var miss = Harness.Check(new CorrectDistortion(), parameters with { Outside = OutsideFrame.Missing }, ("projections", cube))[0];

        var expected = python.Run(Reference, ("p", cube));
        var scale = expected["near"].Max();
        Assert.Contains(expected["miss"], double.IsNaN);
        for (var i = 0; i < cube.Info.Samples; i++)
        {
            Assert.Equal(expected["near"][i], near.As<float>()[i], 1e-6 * scale);
            Assert.Equal(expected["miss"][i], miss.As<float>()[i], double.IsNaN(expected["miss"][i]) ? 0 : 1e-6 * scale);
        }
    }

    [Fact]
    public void A_lens_without_distortion_changes_nothing_and_gaps_do_not_grow()
    {
        var cube = RandomCubes.Measured(new Random(7), Projections(SampleType.Float32, 2), missing: 0.2);

        var same = Harness.Check(new CorrectDistortion(), new CorrectDistortion.Parameters([1]), ("projections", cube))[0];

        Assert.Equal(cube.ToDoubles(), same.ToDoubles());
    }

    [Fact]
    public void A_smooth_picture_that_a_lens_has_bent_comes_back()
    {
        static double Picture(double y, double x) => Math.Sin(y / 9) + Math.Cos(x / 7);
        static double Factor(double u, double v) => 1 + (2e-5 * ((u * u) + (v * v)));
        var info = Projections(SampleType.Float32, 1);
        var bent = new float[info.Samples];
        for (var i = 0; i < bent.Length; i++)
        {
            // The shown radius s belongs to the true radius r with s = r f(r): found by iteration.
            var (v, u) = ((i / Columns) - 20.0, (i % Columns) - 28.0);
            var (y, x) = (v, u);
            for (var step = 0; step < 60; step++)
            {
                (y, x) = (v / Factor(x, y), u / Factor(x, y));
            }

            bent[i] = (float)Picture(y, x);
        }

        var straight = Harness.Check(new CorrectDistortion(), new CorrectDistortion.Parameters([1, 0, 2e-5]), ("projections", MemoryCube.Of<float>(info, bent)))[0];

        for (var i = 0; i < bent.Length; i++)
        {
            var (v, u) = ((i / Columns) - 20.0, (i % Columns) - 28.0);
            if (Math.Abs(u) < 25 && Math.Abs(v) < 17)
            {
                Assert.Equal(Picture(v, u), straight.As<float>()[i], 6e-3);
            }
        }
    }

    [Fact]
    public void Maps_that_fold_and_missing_polynomials_are_refused()
    {
        var cube = MemoryCube.Empty(Projections(SampleType.Float32, 1), new Region([0, 0, 0], [1, 1, 1]), 0);

        Assert.Equal("bad-parameter", Harness.Refused(new CorrectDistortion(), new CorrectDistortion.Parameters([1, -0.02]), ("projections", cube)).Code);
        Assert.Equal("bad-parameter", Harness.Refused(new CorrectDistortion(), new CorrectDistortion.Parameters([1, double.NaN]), ("projections", cube)).Code);
        Assert.Equal("bad-parameter", Harness.Refused(new CorrectDistortion(), new CorrectDistortion.Parameters([]), ("projections", cube)).Code);
    }

    private static CubeInfo Projections(SampleType type, long angles) =>
        new("projections", [new Axis("angle", angles), new Axis("y", Rows), new Axis("x", Columns)], type);
}
