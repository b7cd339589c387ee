using System.Runtime.InteropServices;
using Etalon.Cubes;
using Etalon.Numerics;
using Etalon.Pictures;
using Etalon.Storage;

namespace Etalon.Worker;

/// <summary>Compares two cubes of the same shape sample by sample, a chunk of the first after the other, on all processors.</summary>
internal sealed class CubeComparison(ICubeReader first, ICubeReader second)
{
    /// <summary>A region that is compared at once: its samples as numbers, twice, stay within the third cache of a core.</summary>
    private const long RegionBytes = 2L << 20;

    private readonly Lock _gate = new();
    private readonly DifferenceFold _whole = new();

    /// <summary>What lies how far apart; places count samples in the order of the first cube.</summary>
    public DifferenceFold Run(CancellationToken cancellation)
    {
        var regions = Regions();
        using var pool = new BufferPool(1L << 30);
        Parallel.For(
            0, regions.Count, new ParallelOptions { CancellationToken = cancellation, MaxDegreeOfParallelism = Environment.ProcessorCount },
            () => new Side(first, second),
            (i, _, side) =>
            {
                side.Compare(regions[i], pool, cancellation);
                return side;
            },
            side =>
            {
                lock (_gate)
                {
                    _whole.Add(side.Fold);
                }
            });
        return _whole;
    }

    /// <summary>The chunks of the first cube, cut along their slowest axes where they are large.</summary>
    private List<Region> Regions()
    {
        var cube = first.Cube;
        var piece = first.Chunks.Chunk.ToArray();
        for (var axis = 0; axis < piece.Length; axis++)
        {
            var bytes = piece.Aggregate((long)cube.Type.Bytes(), static (product, length) => product * length);
            piece[axis] = Math.Max(1, Math.Min(piece[axis], piece[axis] * RegionBytes / Math.Max(RegionBytes, bytes)));
        }

        var grid = new ChunkGrid(cube.Shape, [.. piece]);
        var regions = new List<Region>();
        for (var i = 0L; i < grid.Count; i++)
        {
            regions.Add(grid[i]);
        }

        return regions;
    }

    /// <summary>The buffers of one thread.</summary>
    private sealed class Side(ICubeReader first, ICubeReader second)
    {
        private byte[] _a = [];
        private byte[] _b = [];
        private double[] _left = [];
        private double[] _right = [];

        public DifferenceFold Fold { get; } = new();

        public void Compare(Region region, BufferPool pool, CancellationToken cancellation)
        {
            var count = checked((int)region.Samples);
            var a = Read(first, region, ref _a, pool, cancellation);
            var b = Read(second, region, ref _b, pool, cancellation);
            if (_left.Length < count)
            {
                (_left, _right) = (new double[count], new double[count]);
            }

            var left = _left.AsSpan(0, count);
            var right = _right.AsSpan(0, count);
            SampleNumbers.Read(first.Cube, a, left);
            if (a.SequenceEqual(b) && first.Cube.Type == second.Cube.Type && first.Cube.Missing == second.Cube.Missing)
            {
                Fold.Add(left, left, 0);
                return;
            }

            SampleNumbers.Read(second.Cube, b, right);
            if (first.Cube.Type == SampleType.Complex64 && second.Cube.Type == SampleType.Complex64)
            {
                // Magnitudes may agree where the numbers do not: distances are taken along the complex plane.
                Distances(MemoryMarshal.Cast<byte, Complex64>(a), MemoryMarshal.Cast<byte, Complex64>(b), left, right);
            }

            Rows(region, left, right);
        }

        /// <summary>Rows along the innermost axis follow one another in the cube, too.</summary>
        private void Rows(Region region, ReadOnlySpan<double> left, ReadOnlySpan<double> right)
        {
            var run = region.Rank == 0 ? 1 : (int)region.Length[region.Rank - 1];
            for (var at = 0; at < left.Length; at += run)
            {
                Fold.Add(left.Slice(at, run), right.Slice(at, run), Place(region, at));
            }
        }

        private long Place(Region region, long inside)
        {
            var (place, stride) = (0L, 1L);
            for (var axis = region.Rank - 1; axis >= 0; axis--)
            {
                place += (region.Start[axis] + (inside % region.Length[axis])) * stride;
                inside /= region.Length[axis];
                stride *= first.Cube.Shape[axis];
            }

            return place;
        }

        private static void Distances(ReadOnlySpan<Complex64> a, ReadOnlySpan<Complex64> b, Span<double> left, Span<double> right)
        {
            for (var i = 0; i < a.Length; i++)
            {
                var apart = double.Hypot((double)a[i].Real - b[i].Real, (double)a[i].Imaginary - b[i].Imaginary);
                right[i] = apart > 0 ? left[i] + apart : right[i];
            }
        }

        private static unsafe Span<byte> Read(ICubeReader reader, Region region, ref byte[] room, BufferPool pool, CancellationToken cancellation)
        {
            var bytes = checked((int)(region.Samples * reader.Cube.Type.Bytes()));
            if (room.Length < bytes)
            {
                room = new byte[bytes];
            }

            fixed (byte* start = room)
            {
                reader.Read(region, start, pool, cancellation);
            }

            return room.AsSpan(0, bytes);
        }
    }
}
