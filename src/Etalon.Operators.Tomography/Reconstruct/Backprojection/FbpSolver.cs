using System.Runtime.InteropServices;
using Etalon.Cubes;

namespace Etalon.Operators.Tomography;

/// <summary>
/// Filtered backprojection, sample by sample: the sum over projections of weight times filtered row, interpolated where a pixel's ray
/// meets the detector. Sixteen slices share all that depends on the geometry.
/// </summary>
/// <remarks>
/// Projections are taken in batches by their number and sums put together in that order, and lanes never meet, so a slice's bits do
/// not depend on the slices beside it.
/// </remarks>
internal sealed unsafe class FbpSolver : ISliceSolver
{
    /// <summary>Projections that are filtered before they are backprojected; so many rows of 2048 pixels take 24 MB.</summary>
    private const int Batch = 64;

    private readonly SliceGeometry _geometry;
    private readonly LaneRows _rows;
    private readonly LaneFilter _filter;
    private readonly TileBackprojector _tiles;
    private readonly NativeBuffer _filtered;
    private readonly NativeBuffer _sums;

    /// <summary>Ready for any slices of that scan.</summary>
    public FbpSolver(SliceGeometry geometry, FilterOptions options)
    {
        _geometry = geometry;
        _rows = new LaneRows(geometry.Size);
        _filter = new LaneFilter(geometry, _rows, options);
        _tiles = new TileBackprojector(geometry, _rows);
        _filtered = new NativeBuffer((long)_rows.Floats * Slots(geometry) * sizeof(float));
        _sums = new NativeBuffer(TileBackprojector.Floats * sizeof(float));
    }

    /// <inheritdoc />
    public int Together => LaneRows.Lanes;

    /// <summary>Bytes that a solver holds.</summary>
    public static long ScratchBytes(SliceGeometry geometry)
    {
        var rows = new LaneRows(geometry.Size);
        return LaneFilter.Bytes(geometry, rows) + (((long)rows.Floats * Slots(geometry)) + TileBackprojector.Floats) * sizeof(float);
    }

    /// <inheritdoc />
    public void Solve(ReadOnlySpan<SliceTask> slices, CancellationToken cancellation)
    {
        _filter.Place(slices);
        for (var first = 0; first < _geometry.Angles; first += Batch)
        {
            cancellation.ThrowIfCancellationRequested();
            var count = Math.Min(Batch, _geometry.Angles - first);
            for (var i = 0; i < count; i++)
            {
                _filter.Run(slices, first + i, Row(i));
            }

            for (var i = count; i % TileBackprojector.Pack != 0; i++)
            {
                NativeMemory.Clear(Row(i), (nuint)_rows.Floats * sizeof(float));
            }

            Backproject(slices, first, count, cancellation);
        }
    }

    /// <inheritdoc />
    public void Dispose()
    {
        _filter.Dispose();
        _filtered.Dispose();
        _sums.Dispose();
    }

    /// <summary>Rows of a batch, in whole packs.</summary>
    private static int Slots(SliceGeometry geometry) =>
        (Math.Min(Batch, geometry.Angles) + TileBackprojector.Pack - 1) / TileBackprojector.Pack * TileBackprojector.Pack;

    private float* Row(int slot) => (float*)_filtered.Pointer + ((long)slot * _rows.Floats);

    private void Backproject(ReadOnlySpan<SliceTask> slices, int first, int count, CancellationToken cancellation)
    {
        var sums = (float*)_sums.Pointer;
        for (var row = 0; row < _geometry.Size; row += TileBackprojector.Edge)
        {
            cancellation.ThrowIfCancellationRequested();
            for (var column = 0; column < _geometry.Size; column += TileBackprojector.Edge)
            {
                NativeMemory.Clear(sums, (nuint)TileBackprojector.Floats * sizeof(float));
                for (var slot = 0; slot < count; slot += TileBackprojector.Pack)
                {
                    _tiles.Add(Row(slot), first + slot, row, column, sums);
                }

                PutDown(slices, row, column, sums, first > 0);
            }
        }
    }

    /// <summary>Adds a tile to the slices, or begins them with it.</summary>
    private void PutDown(ReadOnlySpan<SliceTask> slices, int row, int column, float* sums, bool add)
    {
        var size = _geometry.Size;
        var (height, width) = (Math.Min(TileBackprojector.Edge, size - row), Math.Min(TileBackprojector.Edge, size - column));
        for (var lane = 0; lane < slices.Length; lane++)
        {
            for (var y = 0; y < height; y++)
            {
                var from = sums + (y * TileBackprojector.Edge * LaneRows.Lanes) + lane;
                var to = slices[lane].Slice + (((long)row + y) * size) + column;
                for (var x = 0; x < width; x++)
                {
                    to[x] = (add ? to[x] : 0) + from[x * LaneRows.Lanes];
                }
            }
        }
    }
}
