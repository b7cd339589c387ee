using System.Globalization;
using Etalon.Cubes;
using Etalon.Operators.Datacubes.Tests;

namespace Etalon.Operators.Tomography.Tests;

public sealed class PhaseRetrieveTests(Python python) : IClassFixture<Python>
{
    /// <summary>Wavelength in metres times energy in keV, as CODATA has it.</summary>
    private const double Lambda = 1.239841984e-9;

    [Fact]
    public void A_homogeneous_sphere_comes_back_within_one_percent_and_nothing_is_lost()
    {
        const int size = 200;
        var parameters = new PhaseRetrieve.Parameters(Energy: 20, Distance: 40, DeltaBeta: 300, PixelSize: 1);
        var length = Lambda / 20 * 0.04 * 300 / (4 * Math.PI) / 1e-12;
        var sphere = new PropagatedSphere(size, 60, 0.4 / 120, length);
        var intensity = sphere.Intensity();
        var cube = MemoryCube.Of<float>(Projections(1, size, size), [.. intensity.Select(sample => (float)sample)]);

        var attenuation = Harness.Run(new PhaseRetrieve(), parameters, ("transmission", cube))[0].As<float>();

        var (squares, count, passed) = (0.0, 0, 0.0);
        for (var i = 0; i < attenuation.Length; i++)
        {
            passed += Math.Exp(-attenuation[i]);
            if (sphere.Distance(i / size, i % size) < 54)
            {
                squares += Math.Pow((attenuation[i] / sphere.Projected(i / size, i % size)) - 1, 2);
                count++;
            }
        }

        Assert.InRange(Math.Sqrt(squares / count), 0, 0.01);
        // But for what the filter moves across the edges of the frame, five lengths away.
        Assert.Equal(intensity.Sum(), passed, 2e-6 * size * size);

        // The intensity itself is far from the answer, or the test would show nothing.
        Assert.True(intensity.Max() > 1.05);
    }

    [Theory]
    [InlineData(PhaseModel.Paganin, 37, 50)]
    [InlineData(PhaseModel.Generalised, 37, 50)]
    [InlineData(PhaseModel.Paganin, 1, 45)]
    [InlineData(PhaseModel.Paganin, 30, 1)]
    [InlineData(PhaseModel.Paganin, 1, 1)]
    public void The_filter_agrees_with_numpy(PhaseModel model, int rows, int columns)
    {
        var random = new Random(3);
        var info = Projections(3, rows, columns);
        var cube = MemoryCube.Of<float>(info, [.. Enumerable.Range(0, (int)info.Samples).Select(_ => (float)(0.3 + random.NextDouble()))]);
        var parameters = new PhaseRetrieve.Parameters(Energy: 25, Distance: 100, DeltaBeta: 200, PixelSize: 2, Model: model);
        var filter = PhaseFilter.Of(parameters, 2e-6, rows, columns);

        var attenuation = Harness.Check(new PhaseRetrieve(), parameters, ("transmission", cube))[0];

        var expected = python.Run(
            string.Create(CultureInfo.InvariantCulture, $"""
            H, W = {filter.Height}, {filter.Width}; n, h, w = t.shape
            s = np.pi * {Lambda:R} / 25 * 0.1 * 200 / 4e-12
            b, r = H - h, W - w
            p = np.pad(t.astype(float), ((0, 0), (b - b // 2, b // 2), (r - r // 2, r // 2)), mode='edge')
            fy, fx = np.fft.fftfreq(H)[:, None], np.fft.fftfreq(W)[None, :]
            f2 = fy**2 + fx**2 if {(model == PhaseModel.Paganin ? "True" : "False")} else (4 - 2*np.cos(2*np.pi*fy) - 2*np.cos(2*np.pi*fx)) / (4*np.pi**2)
            q = np.fft.ifft2(np.fft.fft2(p) / (1 + s * f2)).real[:, b - b // 2:, r - r // 2:][:, :h, :w]
            out['a'] = -np.log(np.maximum(q, 1e-6))
            """),
            ("t", cube))["a"];
        for (var i = 0; i < expected.Length; i++)
        {
            Assert.Equal(expected[i], attenuation.As<float>()[i], 3e-6);
        }
    }

    [Fact]
    public void A_uniform_projection_passes_exactly()
    {
        var cube = MemoryCube.Of<float>(Projections(2, 20, 30), [.. Enumerable.Repeat(0.75f, 1200)]);

        var attenuation = Harness.Check(new PhaseRetrieve(), new PhaseRetrieve.Parameters(30, 500, Alpha: 1e-3, PixelSize: 0.65), ("transmission", cube))[0];

        Assert.All(attenuation.As<float>().ToArray(), sample => Assert.Equal(-MathF.Log(0.75f), sample, 2e-7f));
    }

    [Fact]
    public void Missing_samples_stay_missing_and_spoil_nothing_else()
    {
        var samples = Enumerable.Repeat(0.5f, 3 * 24 * 30).ToArray();
        foreach (var i in Enumerable.Range(0, 24 * 30).Where(i => i % 37 == 5 || i / 30 is 0 or 7 or 8 or 23))
        {
            samples[i] = i % 2 == 0 ? float.NaN : float.PositiveInfinity;
        }

        Array.Fill(samples, float.NaN, 24 * 30, 24 * 30);
        var cube = MemoryCube.Of<float>(Projections(3, 24, 30), samples);

        var attenuation = Harness.Check(new PhaseRetrieve(), new PhaseRetrieve.Parameters(30, 50, 100, PixelSize: 1), ("transmission", cube))[0].As<float>();

        for (var i = 0; i < samples.Length; i++)
        {
            Assert.Equal(float.IsFinite(samples[i]) ? MathF.Log(2) : float.NaN, attenuation[i], 1e-6f);
        }
    }

    [Fact]
    public void The_pixel_size_is_taken_from_the_axis_and_a_regulariser_stands_for_delta_by_beta()
    {
        var random = new Random(4);
        var samples = Enumerable.Range(0, 900).Select(_ => (float)(0.5 + random.NextDouble())).ToArray();
        var plain = MemoryCube.Of<float>(Projections(1, 30, 30), samples);
        var placed = MemoryCube.Of<float>(
            Projections(1, 30, 30).With(new Axis("x", 30) { Unit = "mm", Coordinates = new RegularCoordinates(0, 1.5e-3, 30) }), samples);

        var given = Harness.Run(new PhaseRetrieve(), new PhaseRetrieve.Parameters(20, 40, 1 / (4 * Math.PI * Math.PI * 2e-3), PixelSize: 1.5), ("transmission", plain))[0];
        var found = Harness.Run(new PhaseRetrieve(), new PhaseRetrieve.Parameters(20, 40, Alpha: 2e-3), ("transmission", placed))[0];

        Assert.All(given.ToDoubles().Zip(found.ToDoubles()), pair => Assert.Equal(pair.First, pair.Second, 1e-6));
    }

    [Fact]
    public void What_is_not_known_is_asked_for()
    {
        var cube = MemoryCube.Empty(Projections(1, 4, 4), new Region([0, 0, 0], [1, 1, 1]), 0);
        var counts = MemoryCube.Empty(Projections(1, 4, 4) with { Type = SampleType.UInt16 }, new Region([0, 0, 0], [1, 1, 1]), 0);

        Assert.Equal("bad-parameter", Refused(cube, new(20, 40, PixelSize: 1)).Code);
        Assert.Equal("bad-parameter", Refused(cube, new(20, 40, 100, 1e-3, PixelSize: 1)).Code);
        Assert.Equal("pixel-size-unknown", Refused(cube, new(20, 40, 100)).Code);
        Assert.Equal("wrong-sample-type", Refused(counts, new(20, 40, 100, PixelSize: 1)).Code);

        static RefusalException Refused(MemoryCube cube, PhaseRetrieve.Parameters parameters) =>
            Harness.Refused(new PhaseRetrieve(), parameters, ("transmission", cube));
    }

    private static CubeInfo Projections(long angles, long rows, long columns) =>
        new("transmission", [new Axis("angle", angles), new Axis("y", rows), new Axis("x", columns)], SampleType.Float32);
}
