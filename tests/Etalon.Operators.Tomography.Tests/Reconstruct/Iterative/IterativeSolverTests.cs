namespace Etalon.Operators.Tomography.Tests;

public sealed class IterativeSolverTests
{
    private const int Columns = 96;

    [Theory]
    [InlineData(ReconstructionMethod.Sirt, 250)]
    [InlineData(ReconstructionMethod.Cgls, 0)]
    [InlineData(ReconstructionMethod.Cgls, 30)]
    [InlineData(ReconstructionMethod.Mlem, 50)]
    [InlineData(ReconstructionMethod.Tv, 100)]
    public void Without_noise_discs_come_out_as_they_are(ReconstructionMethod method, int iterations)
    {
        var centre = 48.87;
        var degrees = TwoDiscs.Even(120);
        var options = new IterativeOptions(iterations, Relaxation: 1.5, NonNegative: true, Regularisation: 1e-4);

        var slice = Solve(method, degrees, (SliceRun.Sinogram(degrees, Columns, centre), centre), options);

        var means = TwoDiscs.Means(slice, Columns);
        Assert.Equal(TwoDiscs.RingPerCentimetre, means.Ring.Mean, 0.002);
        Assert.Equal(TwoDiscs.CorePerCentimetre, means.Core.Mean, 0.004);
        Assert.InRange(means.Outside.Mean, -0.002, 0.002);
        Assert.InRange(Error(slice, TwoDiscs.Truth(Columns)), 0, 0.06);
    }

    [Theory]
    [InlineData(ReconstructionMethod.Sirt, 128)]
    [InlineData(ReconstructionMethod.Cgls, 128)]
    [InlineData(ReconstructionMethod.Cgls, 256)]
    [InlineData(ReconstructionMethod.Cgls, 512)]
    [InlineData(ReconstructionMethod.Mlem, 128)]
    [InlineData(ReconstructionMethod.Tv, 96)]
    public void With_few_angles_and_noise_they_beat_filtered_backprojection_by_three_decibels(ReconstructionMethod method, int columns) =>
        AssertBetter(method, columns);

    [Theory]
    [InlineData(ReconstructionMethod.Sirt, 256)]
    [InlineData(ReconstructionMethod.Mlem, 256)]
    [InlineData(ReconstructionMethod.Tv, 256)]
    [Trait("Category", "Long")]
    public void So_they_do_on_wider_scans(ReconstructionMethod method, int columns) => AssertBetter(method, columns);

    [Fact]
    public void Noise_is_told_from_the_sinogram()
    {
        const int columns = 256;
        var degrees = TwoDiscs.Even(90);
        var clean = SliceRun.Sinogram(degrees, columns, 127.5);
        var noisy = Photographed(clean);

        var truth = clean.Zip(noisy, static (a, b) => Math.Pow(a - b, 2)).Sum();
        Assert.InRange(Noise(noisy) / truth, 0.9, 1.1);
        Assert.InRange(Noise(clean) / truth, 0, 1e-6);

        static double Noise(float[] sinogram)
        {
            double[] sums = new double[16];
            var lanes = new float[columns * 16];
            for (var row = 0; row < sinogram.Length; row += columns)
            {
                for (var x = 0; x < columns; x++)
                {
                    lanes[(x * 16) + 5] = sinogram[row + x];
                }

                SinogramNoise.Add(lanes, columns, sums);
            }

            Assert.Equal(0, sums.Sum() - sums[5]);
            return sums[5];
        }
    }

    [Theory]
    [InlineData(ReconstructionMethod.Sirt)]
    [InlineData(ReconstructionMethod.Cgls)]
    [InlineData(ReconstructionMethod.Mlem)]
    [InlineData(ReconstructionMethod.Tv)]
    public void Bits_of_a_slice_do_not_depend_on_the_slices_beside_it(ReconstructionMethod method)
    {
        const int columns = 40;
        var degrees = TwoDiscs.Even(37);
        var geometry = SliceRun.Geometry(degrees, columns);
        (float[] Sinogram, double Centre)[] tasks = [.. Enumerable.Range(0, 16).Select(k =>
        {
            // Three axes take turns.
            var centre = 19.5 + (k % 3 * 0.4);
            return (SliceRun.Sinogram(degrees, columns, centre, TwoDiscs.Factor(k)), centre);
        })];
        using var solver = Make(method, geometry, new IterativeOptions(6));

        var together = SliceRun.Of(solver, geometry, tasks);
        var five = SliceRun.Of(solver, geometry, tasks[..5]);
        var alone = SliceRun.Of(solver, geometry, tasks[10]);

        Assert.Equal(together[..5], five);
        Assert.Equal(together[10], alone[0]);
        Assert.Equal(2 * TwoDiscs.Factor(10), TwoDiscs.Means(alone[0], columns, 1).Core.Mean, 1.0);
    }

    [Theory]
    [InlineData(ReconstructionMethod.Sirt)]
    [InlineData(ReconstructionMethod.Cgls)]
    [InlineData(ReconstructionMethod.Mlem)]
    [InlineData(ReconstructionMethod.Tv)]
    public void Nothing_measured_is_nothing(ReconstructionMethod method)
    {
        var degrees = TwoDiscs.Even(20);
        var slice = Solve(method, degrees, (new float[20 * Columns], 47.5), new IterativeOptions(3));

        Assert.All(slice, static value => Assert.Equal(0, value));
    }

    [Fact]
    public void Attenuation_stays_positive_if_asked()
    {
        var degrees = TwoDiscs.Even(60);
        var sinogram = Noisy(SliceRun.Sinogram(degrees, Columns, 47.5));

        var free = Solve(ReconstructionMethod.Sirt, degrees, (sinogram, 47.5), new IterativeOptions(20));
        var bound = Solve(ReconstructionMethod.Sirt, degrees, (sinogram, 47.5), new IterativeOptions(20, NonNegative: true));

        Assert.True(free.Min() < -0.01);
        Assert.True(bound.Min() >= 0);
    }

    [Theory]
    [InlineData(ReconstructionMethod.Sirt)]
    [InlineData(ReconstructionMethod.Cgls)]
    [InlineData(ReconstructionMethod.Mlem)]
    [InlineData(ReconstructionMethod.Tv)]
    public void What_a_solver_holds_is_what_it_says(ReconstructionMethod method)
    {
        var geometry = SliceRun.Geometry(TwoDiscs.Even(50), 300, 260);
        var said = method switch
        {
            ReconstructionMethod.Sirt => SirtSolver.ScratchBytes(geometry),
            ReconstructionMethod.Cgls => CglsSolver.ScratchBytes(geometry),
            ReconstructionMethod.Mlem => MlemSolver.ScratchBytes(geometry),
            _ => TvSolver.ScratchBytes(geometry),
        };

        // Two, three or six images of sixteen lanes, and little else.
        var image = 260L * 260 * 16 * sizeof(float);
        var images = method switch { ReconstructionMethod.Cgls => 3, ReconstructionMethod.Tv => 6, _ => 2 };
        var sinograms = method == ReconstructionMethod.Cgls ? 2 * 50 * 300 * 16 * sizeof(float) : 0;
        Assert.InRange(said - (images * image) - sinograms, 0, image / 4);
    }

    [Theory]
    [InlineData(ReconstructionMethod.Sirt)]
    [InlineData(ReconstructionMethod.Cgls)]
    [InlineData(ReconstructionMethod.Mlem)]
    [InlineData(ReconstructionMethod.Tv)]
    public void Whoever_cancels_is_heard(ReconstructionMethod method)
    {
        var geometry = SliceRun.Geometry(TwoDiscs.Even(8), 32);
        using var solver = Make(method, geometry, new IterativeOptions());
        using var source = new CancellationTokenSource();
        source.Cancel();

        Assert.Throws<OperationCanceledException>(() => solver.Solve([], source.Token));
    }

    private static ISliceSolver Make(ReconstructionMethod method, SliceGeometry geometry, IterativeOptions options) => method switch
    {
        ReconstructionMethod.Sirt => new SirtSolver(geometry, options),
        ReconstructionMethod.Cgls => new CglsSolver(geometry, options),
        ReconstructionMethod.Mlem => new MlemSolver(geometry, options),
        ReconstructionMethod.Tv => new TvSolver(geometry, options),
        _ => throw new ArgumentOutOfRangeException(nameof(method)),
    };

    private static float[] Solve(ReconstructionMethod method, double[] degrees, (float[] Sinogram, double Centre) task, IterativeOptions options)
    {
        var geometry = SliceRun.Geometry(degrees, task.Sinogram.Length / degrees.Length);
        using var solver = Make(method, geometry, options);
        return SliceRun.Of(solver, geometry, task)[0];
    }

    private static void AssertBetter(ReconstructionMethod method, int columns)
    {
        var centre = (columns / 2.0) + 0.3;
        var degrees = TwoDiscs.Even(90);
        var sinogram = Photographed(SliceRun.Sinogram(degrees, columns, centre));
        var truth = TwoDiscs.Truth(columns);
        var geometry = SliceRun.Geometry(degrees, columns);
        using var fbp = new FbpSolver(geometry, new FilterOptions());

        var theirs = Error(SliceRun.Of(fbp, geometry, (sinogram, centre))[0], truth);
        var ours = Error(Solve(method, degrees, (sinogram, centre), new IterativeOptions()), truth);

        var decibels = 20 * Math.Log10(theirs / ours);
        Assert.True(decibels >= 3, $"{method}, {columns} columns: {decibels:f2} dB ({ours:f4} against {theirs:f4}).");
    }

    /// <summary>What 10 000 photons in every pixel tell, of which the thickest ray leaves e^-1.5; so many are nearly normal.</summary>
    private static float[] Photographed(float[] sinogram)
    {
        const double photons = 1e4;
        var random = new Random(11);
        var scale = 1.5 / sinogram.Max();
        return [.. sinogram.Select(value =>
        {
            var mean = photons * Math.Exp(-value * scale);
            var normal = Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
            return (float)(-Math.Log((mean + (Math.Sqrt(mean) * normal)) / photons) / scale);
        })];
    }

    /// <summary>Adds normal noise of 1 % of the largest line integral.</summary>
    private static float[] Noisy(float[] sinogram)
    {
        var random = new Random(11);
        var sigma = 0.01 * sinogram.Max();
        return [.. sinogram.Select(value =>
            (float)(value + (sigma * Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble()))))];
    }

    /// <summary>Root mean square over the circle that all projections see.</summary>
    private static double Error(float[] slice, double[,] truth)
    {
        var size = truth.GetLength(0);
        var middle = (size - 1) / 2.0;
        return Math.Sqrt(Enumerable.Range(0, size * size)
            .Where(i => Math.Sqrt(Math.Pow((i % size) - middle, 2) + Math.Pow((i / size) - middle, 2)) < middle)
            .Average(i => Math.Pow(slice[i] - truth[i / size, i % size], 2)));
    }
}
