using System.Runtime.Intrinsics;

namespace Etalon.Operators.Tomography;

/// <summary>Exact line integrals.</summary>
internal sealed unsafe class PhantomAttenuationKernel(PhantomScan scan) : IMapKernel
{
    private readonly PhantomSlices _slices = new(scan);
    private readonly PhantomTurns _turns = new(scan);
    private readonly EllipseProjector _projector = new(scan.Centre, scan.PixelCentimetres, scan.Columns);
    private readonly double[] _row = GC.AllocateUninitializedArray<double>(scan.Columns + (2 * EllipseProjector.Group), pinned: true);

    /// <inheritdoc />
    public void Run(ReadOnlySpan<Block> inputs, ReadOnlySpan<Block> outputs, CancellationToken cancellation)
    {
        var region = outputs[0].Region;
        var to = (float*)outputs[0].Pointer;
        var columns = PhantomRows.Of(region);
        fixed (double* row = _row)
        {
            for (var y = 0L; y < region.Length[1]; y++)
            {
                cancellation.ThrowIfCancellationRequested();
                var ellipses = _slices.Cut(region.Start[1] + y);
                for (var angle = 0L; angle < region.Length[0]; angle++)
                {
                    var (sine, cosine) = _turns[region.Start[0] + angle];
                    new Span<double>(row, columns.Count).Clear();
                    _projector.Add(ellipses, sine, cosine, columns.First, row, columns.Count);
                    Store(row + columns.Skip, to + (((angle * region.Length[1]) + y) * columns.Length), columns.Length);
                }
            }
        }
    }

    /// <inheritdoc />
    public void Dispose()
    {
        // Holds nothing but managed scratch.
    }

    internal static void Store(double* from, float* to, int count)
    {
        var i = 0;
        for (; i + Vector512<float>.Count <= count; i += Vector512<float>.Count)
        {
            Vector512.Narrow(Vector512.Load(from + i), Vector512.Load(from + i + Vector512<double>.Count)).Store(to + i);
        }

        for (; i < count; i++)
        {
            to[i] = (float)from[i];
        }
    }
}
