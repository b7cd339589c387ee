using Etalon.Operators.Datacubes.Tests;

namespace Etalon.Operators.Tomography.Tests;

public sealed class FbpSolverTests
{
    /// <summary>Each: angles, range, columns, centre less the middle, how far the discs are shifted.</summary>
    public static TheoryData<int, double, int, double, double, double> Scans => new()
    {
        { 256, 180, 256, 0, 0, 0 },
        { 201, 180, 201, 0, 0, 0 },
        { 256, 180, 256, 3.37, 0, 0 },
        { 256, 180, 256, -6.5, 8, -12 },
        { 256, 180, 256, 0.25, -14, 17 },
        { 512, 360, 256, 0, 0, 0 },
        { 361, 360, 250, -2.81, 6, 6 },
    };

    [Theory]
    [MemberData(nameof(Scans))]
    public void Discs_come_out_with_their_attenuation(int angles, double range, int columns, double off, double right, double up)
    {
        var centre = ((columns - 1) / 2.0) + off;
        var degrees = TwoDiscs.Even(angles, range);

        var slice = Solve(degrees, columns, centre, new FilterOptions(), right, up);

        Holds(TwoDiscs.Means(slice, columns, 4, right, up));
    }

    [Fact]
    public void Angles_need_not_be_even_nor_in_order()
    {
        var random = new Random(5);

        // Steps from 0.3 to 1.1 degrees, shuffled.
        var at = 0.0;
        double[] degrees = [.. Enumerable.Range(0, 257).Select(_ => at += 0.3 + (0.8 * random.NextDouble())).Select(angle => angle / at * 180)];
        random.Shuffle(degrees);

        Holds(TwoDiscs.Means(Solve(degrees, 192, 97.3, new FilterOptions()), 192));
    }

    [Theory]
    [InlineData(FilterWindow.SheppLogan)]
    [InlineData(FilterWindow.Cosine)]
    [InlineData(FilterWindow.Hamming)]
    [InlineData(FilterWindow.Hann)]
    [InlineData(FilterWindow.Parzen)]
    [InlineData(FilterWindow.Butterworth)]
    public void Windows_soften_edges_and_leave_means(FilterWindow window)
    {
        var means = TwoDiscs.Means(Solve(TwoDiscs.Even(180), 160, 80.2, new FilterOptions(window, 0.8)), 160, 7);

        Holds(means);
    }

    [Fact]
    public void Corners_that_few_projections_see_are_empty_too()
    {
        const int size = 192;
        var slice = Solve(TwoDiscs.Even(256), size, 96.7, new FilterOptions());

        double[] corners = [.. Enumerable.Range(0, 24 * 24).SelectMany(i => new[]
        {
            slice[((i / 24) * size) + (i % 24)], slice[((i / 24) * size) + size - 1 - (i % 24)],
            slice[((size - 1 - (i / 24)) * size) + (i % 24)], slice[((size - 1 - (i / 24)) * size) + size - 1 - (i % 24)],
        }.Select(static value => (double)value))];
        Assert.InRange(corners.Average(), -0.002, 0.002);
    }

    [Fact]
    public void Slice_is_the_one_of_another_program()
    {
        const int size = 511;
        var degrees = TwoDiscs.Even(512);
        var sinogram = TwoDiscs.Attenuation(size, degrees, 255);
        var geometry = SliceRun.Geometry(degrees, size);
        using var fourier = new FourierSolver(geometry, new FilterOptions());
        var slices = new[]
        {
            Solve(degrees, size, 255, new FilterOptions()), SliceRun.Of(fourier, geometry, (SliceRun.Sinogram(degrees, size, 255), 255))[0],
        };

        using var python = new Python();
        var theirs = python.Run(
            "from skimage.transform import iradon\nout['slice'] = iradon(s[:,0,:].T.astype('f8'), np.arange(512) * 180 / 512, circle=True, filter_name='ramp')",
            ("s", sinogram))["slice"];

        var truth = TwoDiscs.Truth(size);
        foreach (var slice in slices)
        {
            double[] differences = [.. Enumerable.Range(0, size * size).Where(i => Interior(i, size))
                .Select(i => (slice[i] - (theirs[i] / SliceRun.PixelCentimetres)) / truth[i / size, i % size])];
            Assert.InRange(differences.Length, 20000, size * size);
            Assert.InRange(Math.Sqrt(differences.Average(static d => d * d)), 0, 0.005);
        }
    }

    [Theory]
    [InlineData(150)]
    [InlineData(230)]
    public void Slice_is_larger_or_smaller_than_the_row_as_asked(int size)
    {
        var degrees = TwoDiscs.Even(256);
        var sinogram = SliceRun.Sinogram(degrees, 192, 95.5);
        var geometry = SliceRun.Geometry(degrees, 192, size);
        using var solver = new FbpSolver(geometry, new FilterOptions());

        var slice = SliceRun.Of(solver, geometry, (sinogram, 95.5))[0];

        Holds(TwoDiscs.Means(slice, size, 4, size: 192), outside: size > 192);
    }

    [Fact]
    public void Object_wider_than_the_detector_is_nearly_right_with_edges_repeated()
    {
        // The discs are those of a detector of 640 pixels, moved so that the small one is out of sight, of whose rows only the middle 192 are seen.
        const int size = 192;
        var degrees = TwoDiscs.Even(320);
        var sinogram = SliceRun.Sinogram(degrees, size, 95.5, 1, shiftRight: 60, shiftUp: 40, size: 640);
        var geometry = SliceRun.Geometry(degrees, size);
        var (cut, repeated) = (Error(false), Error(true));

        Assert.True(repeated < cut / 4, $"{repeated} is not much less than {cut}.");

        double Error(bool repeat)
        {
            using var solver = new FbpSolver(geometry, new FilterOptions(RepeatEdges: repeat));
            var slice = SliceRun.Of(solver, geometry, (sinogram, 95.5))[0];
            return Enumerable.Range(0, size * size).Where(i => Radius(i, size) < 80).Average(i => Math.Abs(slice[i] - 1));
        }
    }

    [Fact]
    public void Bits_of_a_slice_do_not_depend_on_the_slices_beside_it()
    {
        const int columns = 100;
        var degrees = TwoDiscs.Even(70);
        var geometry = SliceRun.Geometry(degrees, columns);
        (float[] Sinogram, double Centre)[] tasks = [.. Enumerable.Range(0, 16).Select(k =>
            (SliceRun.Sinogram(degrees, columns, 49.5 + (k / 7.0), TwoDiscs.Factor(k)), 49.5 + (k / 7.0)))];
        using var solver = new FbpSolver(geometry, new FilterOptions());

        var together = SliceRun.Of(solver, geometry, tasks);
        var five = SliceRun.Of(solver, geometry, tasks[..5]);
        var alone = SliceRun.Of(solver, geometry, tasks[9]);

        Assert.Equal(together[..5], five);
        Assert.Equal(together[9], alone[0]);
        for (var k = 0; k < tasks.Length; k++)
        {
            Assert.InRange(TwoDiscs.Means(together[k], columns).Core.Mean / TwoDiscs.Factor(k), 1.99, 2.01);
        }
    }

    [Fact]
    public void Whoever_cancels_is_heard()
    {
        var geometry = SliceRun.Geometry(TwoDiscs.Even(8), 32);
        using var solver = new FbpSolver(geometry, new FilterOptions());
        using var source = new CancellationTokenSource();
        source.Cancel();

        Assert.Throws<OperationCanceledException>(() => solver.Solve([], source.Token));
    }

    private static float[] Solve(double[] degrees, int columns, double centre, FilterOptions options, double right = 0, double up = 0)
    {
        var geometry = SliceRun.Geometry(degrees, columns);
        using var solver = new FbpSolver(geometry, options);
        return SliceRun.Of(solver, geometry, (SliceRun.Sinogram(degrees, columns, centre, 1, right, up), centre))[0];
    }

    private static void Holds(TwoDiscMeans means, bool outside = true)
    {
        Assert.Equal(TwoDiscs.RingPerCentimetre, means.Ring.Mean, 0.002 * TwoDiscs.RingPerCentimetre);
        Assert.Equal(TwoDiscs.CorePerCentimetre, means.Core.Mean, 0.002 * TwoDiscs.CorePerCentimetre);
        if (outside)
        {
            Assert.InRange(means.Outside.Mean, -0.002, 0.002);
        }
    }

    private static double Radius(int i, int size) => Math.Sqrt(Math.Pow((i % size) - ((size - 1) / 2.0), 2) + Math.Pow((i / size) - ((size - 1) / 2.0), 2));

    private static double Small(int i, int size, double width) =>
        Math.Sqrt(Math.Pow((i % size) - ((size - 1) / 2.0) - (0.16 * width), 2) + Math.Pow(((size - 1) / 2.0) - (i / size) - (0.10 * width), 2)) - (0.12 * width);

    private static bool Interior(int i, int size) => Radius(i, size) < (0.4 * size) - 4 && Math.Abs(Small(i, size, size)) > 4;
}
