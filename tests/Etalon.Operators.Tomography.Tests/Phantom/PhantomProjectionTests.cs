using Etalon.Operators.Datacubes.Tests;

namespace Etalon.Operators.Tomography.Tests;

/// <summary>The projections against numerical integration, masses, other code and another program.</summary>
public sealed class PhantomProjectionTests(Python python) : IClassFixture<Python>
{
    [Theory]
    [InlineData(30, 8, 17, 12, 30, 0.7)]
    [InlineData(-21.3, 40, 3, 3, 0, 1.5)]
    [InlineData(0, 0, 60, 0.4, -75, 2)]
    public unsafe void An_ellipse_is_what_rays_through_it_add_up_to(double right, double up, double a, double b, double degrees, double attenuation)
    {
        const int columns = 160;
        const double centre = 77.3;
        var (tilt, turn) = (degrees * Math.PI / 180, 37.0 * Math.PI / 180);
        var ellipse = new PhantomEllipse(right, up, a, b, Math.Cos(tilt), Math.Sin(tilt), attenuation);
        var row = new double[columns];
        fixed (double* pointer = row)
        {
            new EllipseProjector(centre, 1e-3, columns).Add([ellipse], Math.Sin(turn), Math.Cos(turn), 0, pointer, columns);
        }

        var expected = Enumerable.Range(0, columns).Select(x => attenuation * 1e-3 * MeanChord(x - centre)).ToArray();
        Assert.True(expected.Max() > 0);
        for (var x = 0; x < columns; x++)
        {
            Assert.Equal(expected[x], row[x], 1e-6 * expected.Max());
        }

        // A ray u = s cos - r sin, v = s sin + r cos is inside between the roots of a quadratic in r.
        double Chord(double s)
        {
            var (sine, cosine) = Math.SinCos(turn);
            var (u, v) = ((s * cosine) - right, (s * sine) - up);
            var (p, q) = (((u * Math.Cos(tilt)) + (v * Math.Sin(tilt))) / a, ((v * Math.Cos(tilt)) - (u * Math.Sin(tilt))) / b);
            var (dp, dq) = (((-sine * Math.Cos(tilt)) + (cosine * Math.Sin(tilt))) / a, ((cosine * Math.Cos(tilt)) + (sine * Math.Sin(tilt))) / b);
            var (square, mixed, rest) = ((dp * dp) + (dq * dq), (p * dp) + (q * dq), (p * p) + (q * q) - 1);
            var root = (mixed * mixed) - (square * rest);
            return root <= 0 ? 0 : 2 * Math.Sqrt(root) / square;
        }

        double MeanChord(double s)
        {
            const int points = 4000;
            return Enumerable.Range(0, points).Average(i => Chord(s + ((i + 0.5) / points) - 0.5));
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-7.25)]
    public void Two_discs_are_those_of_the_tests_own_closed_form(double offset)
    {
        var parameters = new Phantom.Parameters(
            PhantomOutput.Attenuation, PhantomObject.Discs, 96, 2, 20, 360, CentreOffset: offset, PixelSize: 7, Attenuation: 1);

        var made = Harness.Check(new Phantom(), parameters)[0];
        var expected = TwoDiscs.Attenuation(96, TwoDiscs.Even(20, 360), 47.5 + offset, 7, 2);

        for (var angle = 0; angle < 20; angle++)
        {
            for (var x = 0; x < 96; x++)
            {
                Assert.Equal(expected.As<float>()[(angle * 2 * 96) + x], made.As<float>()[(angle * 2 * 96) + x], 1e-7f);
            }
        }
    }

    [Fact]
    public void Every_projection_of_Shepp_and_Logan_has_their_mass()
    {
        var parameters = new Phantom.Parameters(PhantomOutput.Attenuation, PhantomObject.SheppLogan, 128, 1, 45, Attenuation: 3, PixelSize: 20);

        var rows = Harness.Check(new Phantom(), parameters)[0].ToDoubles();

        // Semi-axes and contrasts on the square from -1 to 1, as published.
        (double A, double B, double Contrast)[] published =
        [
            (0.69, 0.92, 1), (0.6624, 0.874, -0.8), (0.11, 0.31, -0.2), (0.16, 0.41, -0.2), (0.21, 0.25, 0.1), (0.046, 0.046, 0.1),
            (0.046, 0.046, 0.1), (0.046, 0.023, 0.1), (0.023, 0.023, 0.1), (0.023, 0.046, 0.1),
        ];
        var centimetres = 128 * 20e-4 / 2;
        var mass = published.Sum(ellipse => Math.PI * ellipse.A * ellipse.B * ellipse.Contrast) * centimetres * centimetres * 3;
        for (var angle = 0; angle < 45; angle++)
        {
            Assert.Equal(mass, rows.Skip(angle * 128).Take(128).Sum() * 20e-4, mass * 1e-6);
        }
    }

    [Theory]
    [InlineData(PhantomObject.SheppLogan)]
    [InlineData(PhantomObject.Sample)]
    public void Projections_are_those_of_scikit_image_through_the_volume(PhantomObject kind)
    {
        // scikit-image turns about column W // 2, which is the middle of an odd width.
        const string script = """
            from skimage.transform import radon
            theta = np.arange(40) * 4.5
            p = np.stack([radon(s.astype(np.float64), theta, circle=True) for s in volume]) * 10e-4
            out['p'] = np.transpose(p, (2, 0, 1))
            """;
        var parameters = new Phantom.Parameters(PhantomOutput.Volume, kind, 257, 2, 40);
        var volume = Harness.Check(new Phantom(), parameters)[0];
        var exact = Harness.Check(new Phantom(), parameters with { What = PhantomOutput.Attenuation })[0].ToDoubles();

        var theirs = python.Run(script, ("volume", volume))["p"];

        var error = Math.Sqrt(exact.Zip(theirs, static (a, b) => (a - b) * (a - b)).Average());
        var size = Math.Sqrt(exact.Average(static a => a * a));
        Assert.InRange(error / size, 0, 0.01);
    }

    [Fact]
    public void A_field_wider_than_the_detector_is_seen_in_part()
    {
        var whole = new Phantom.Parameters(PhantomOutput.Attenuation, PhantomObject.Sample, 128, 2, 12, 360, Attenuation: 1);
        var part = whole with { Width = 80, Field = 128, CentreOffset = -24.5 };

        var (wide, narrow) = (Harness.Check(new Phantom(), whole)[0].ToDoubles(), Harness.Check(new Phantom(), part)[0].ToDoubles());

        // The axis is at 63.5 of 128 and at 15 of 80 columns: the narrow detector begins at 48.5, half a column beside the other.
        Assert.Equal(15, part.CentreOffset + 39.5);
        for (var row = 0; row < 24; row++)
        {
            for (var x = 1; x < 79; x++)
            {
                var (left, right) = (wide[(row * 128) + x + 48], wide[(row * 128) + x + 49]);
                Assert.Equal((left + right) / 2, narrow[(row * 80) + x], 0.004);
            }
        }
    }
}
