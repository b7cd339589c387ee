using System.Collections.Immutable;
using Etalon.Cubes;

namespace Etalon.Operators.Tomography.Tests;

/// <summary>Sinograms in, slices out, for solvers without their operator.</summary>
internal static unsafe class SliceRun
{
    /// <summary>Pixels of 10 um, as those of <see cref="TwoDiscs"/>.</summary>
    public const double PixelCentimetres = 10e-4;

    /// <summary>What a solver is told of a scan.</summary>
    public static SliceGeometry Geometry(double[] degrees, int columns, int size = 0)
    {
        double[] radians = [.. degrees.Select(angle => angle * Math.PI / 180)];
        return new SliceGeometry(
            [.. radians], ImmutableArray.Create(ScanAngles.Weights(radians)), columns, PixelCentimetres, size > 0 ? size : columns);
    }

    /// <summary>A sinogram of the two discs times a factor.</summary>
    public static float[] Sinogram(
        double[] degrees, int columns, double centre, double factor = 1, double shiftRight = 0, double shiftUp = 0, double size = 0) =>
        [.. degrees.SelectMany(angle => TwoDiscs.Row(columns, angle, centre, size > 0 ? size : columns, 10, shiftRight, shiftUp)
            .Select(value => (float)(value * factor)))];

    /// <summary>Solves one group; each slice has its own sinogram and centre.</summary>
    public static float[][] Of(ISliceSolver solver, SliceGeometry geometry, params (float[] Sinogram, double Centre)[] slices)
    {
        var tasks = new SliceTask[slices.Length];
        var buffers = new List<NativeBuffer>();
        try
        {
            for (var i = 0; i < slices.Length; i++)
            {
                Assert.Equal(geometry.Angles * geometry.Columns, slices[i].Sinogram.Length);
                var sinogram = new NativeBuffer(slices[i].Sinogram.Length * sizeof(float));
                var slice = new NativeBuffer((long)geometry.Size * geometry.Size * sizeof(float));
                buffers.AddRange([sinogram, slice]);
                slices[i].Sinogram.CopyTo(sinogram.As<float>());

                // What was there before must not count.
                slice.Bytes.Fill(0xff);
                tasks[i] = new SliceTask((float*)sinogram.Pointer, slices[i].Centre, (float*)slice.Pointer);
            }

            solver.Solve(tasks, CancellationToken.None);
            return [.. tasks.Select((_, i) => buffers[(2 * i) + 1].As<float>().ToArray())];
        }
        finally
        {
            buffers.ForEach(static buffer => buffer.Dispose());
        }
    }
}
