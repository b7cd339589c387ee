namespace Etalon.Operators.Tomography;

/// <summary>
/// The true volume. A voxel holds the mean over its pixel of the slice through its middle: exact along columns, by eight lines along
/// rows.
/// </summary>
internal sealed unsafe class PhantomVolumeKernel(PhantomScan scan) : IMapKernel
{
    private const int Lines = 8;

    private readonly PhantomSlices _slices = new(scan);
    private readonly double[] _row = GC.AllocateUninitializedArray<double>(scan.Field + (2 * EllipseProjector.Group), pinned: true);

    /// <inheritdoc />
    public void Run(ReadOnlySpan<Block> inputs, ReadOnlySpan<Block> outputs, CancellationToken cancellation)
    {
        var region = outputs[0].Region;
        var to = (float*)outputs[0].Pointer;
        var columns = (int)region.Length[2];
        fixed (double* row = _row)
        {
            for (var y = 0L; y < region.Length[0]; y++)
            {
                cancellation.ThrowIfCancellationRequested();
                var ellipses = _slices.Cut(region.Start[0] + y);
                for (var line = 0L; line < region.Length[1]; line++)
                {
                    var up = ((scan.Field - 1) / 2.0) - (region.Start[1] + line);
                    new Span<double>(row, columns).Clear();
                    foreach (ref readonly var ellipse in ellipses)
                    {
                        Add(in ellipse, up, (int)region.Start[2], row, columns);
                    }

                    PhantomAttenuationKernel.Store(row, to + (((y * region.Length[1]) + line) * columns), columns);
                }
            }
        }
    }

    /// <inheritdoc />
    public void Dispose()
    {
        // Holds nothing but managed scratch.
    }

    private void Add(in PhantomEllipse ellipse, double up, int first, double* row, int count)
    {
        var reach = Math.Max(ellipse.SemiA, ellipse.SemiB) + 1;
        if (Math.Abs(up - ellipse.Up) > reach)
        {
            return;
        }

        // The left edge of the slice's first pixel is at 0.
        var middle = (scan.Field / 2.0) + ellipse.Right;
        var (a, b) = (ellipse.SemiA * ellipse.SemiA, ellipse.SemiB * ellipse.SemiB);
        var (square, mixed) = ((ellipse.Sine * ellipse.Sine * a) + (ellipse.Cosine * ellipse.Cosine * b), ellipse.Sine * ellipse.Cosine * (a - b));
        var upright = (ellipse.Sine * ellipse.Sine * b) + (ellipse.Cosine * ellipse.Cosine * a);
        for (var i = 0; i < Lines; i++)
        {
            // A horizontal line meets the ellipse where square u² - 2 mixed u v + upright v² = a b.
            var v = up + (((i + 0.5) / Lines) - 0.5) - ellipse.Up;
            var root = (mixed * mixed * v * v) - (square * ((upright * v * v) - (a * b)));
            if (root > 0)
            {
                var (half, shift) = (Math.Sqrt(root) / square, mixed * v / square);
                Cover(ellipse.Attenuation / Lines, middle + shift - half, middle + shift + half, first, row, count);
            }
        }
    }

    /// <summary>Adds the share of every pixel that lies between left and right.</summary>
    private static void Cover(double value, double left, double right, int first, double* row, int count)
    {
        var from = (int)Math.Clamp(Math.Floor(left), first, first + count);
        var to = (int)Math.Clamp(Math.Ceiling(right), first, first + count);
        for (var i = from; i < to; i++)
        {
            row[i - first] += value * (Math.Min(right, i + 1) - Math.Max(left, i));
        }
    }
}
