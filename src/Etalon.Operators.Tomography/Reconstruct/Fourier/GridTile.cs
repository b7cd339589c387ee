using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Etalon.Operators.Tomography;

/// <summary>One tile of the Fourier grid with its margin, small enough for a core's first cache, to which samples are spread.</summary>
internal sealed unsafe class GridTile : IDisposable
{
    /// <summary>Points by which a sample's neighbours may lie before the tile; behind it as many.</summary>
    public const int Margin = SpreadKernel.Width / 2;

    /// <summary>Rows with margin.</summary>
    public const int Rows = PolarTiles.Size + (2 * Margin);

    /// <summary>Floats of a row: the tile, its margin, and room for the zeros behind the last weight.</summary>
    public const int Pitch = 2 * (PolarTiles.Size + (2 * Margin) + 2);

    /// <summary>Floats of the tile.</summary>
    public const int Floats = Rows * Pitch;

    /// <summary>Samples that are placed at a time.</summary>
    private const int Batch = 64;

    /// <summary>
    /// Neighbours on a line reach the same points, and a processor that reads what it has just written elsewhere in the line waits.
    /// So samples are taken by turns from so many parts of the run.
    /// </summary>
    private const int Parts = 4;

    private readonly SpreadKernel _kernel;
    private readonly int[] _order = new int[Batch];
    private float* _points;
    private int* _places;

    /// <summary>Ready for a first tile.</summary>
    public GridTile(SpreadKernel kernel)
    {
        _kernel = kernel;
        _points = (float*)NativeMemory.AlignedAlloc(Floats * sizeof(float), 64);
        _places = (int*)NativeMemory.AlignedAlloc(5 * Batch * sizeof(int), 64);
    }

    /// <summary>The points, rows from the margin on.</summary>
    public float* Points => _points;

    /// <summary>Makes all points zero.</summary>
    public void Clear() => NativeMemory.Clear(_points, Floats * sizeof(float));

    /// <summary>Spreads a run of samples.</summary>
    /// <param name="samples">The first sample, a complex number.</param>
    /// <param name="count">How many.</param>
    /// <param name="x">Where the first sample lies, in points from the tile's first column.</param>
    /// <param name="y">And from its first row.</param>
    /// <param name="stepX">Points from one sample to the next.</param>
    /// <param name="stepY">Rows from one sample to the next.</param>
    public void Spread(float* samples, int count, double x, double y, double stepX, double stepY)
    {
        for (var done = 0; done < count; done += Batch)
        {
            var part = Math.Min(Batch, count - done);
            Place(part, (float)(x + (done * stepX)), (float)(y + (done * stepY)), (float)stepX, (float)stepY);
            Take(part);
            Add((double*)samples + done, part);
        }
    }

    /// <inheritdoc />
    public void Dispose()
    {
        NativeMemory.AlignedFree(_points);
        NativeMemory.AlignedFree(_places);
        _points = null;
        _places = null;
    }

    /// <summary>Finds the first point that each sample reaches, and the table entries of its weights, sixteen samples at a time.</summary>
    private void Place(int count, float x, float y, float stepX, float stepY)
    {
        var rowEntries = _places + Batch;
        var columnEntries = _places + (2 * Batch);
        var rowParts = (float*)_places + (3 * Batch);
        var columnParts = (float*)_places + (4 * Batch);
        var margin = Vector512.Create((float)Margin);
        for (var i = 0; i < count; i += Vector512<float>.Count)
        {
            var number = Vector512.ConvertToSingle(Vector512<int>.Indices + Vector512.Create(i));
            var column = Vector512.Create(x) + (number * Vector512.Create(stepX)) - margin;
            var row = Vector512.Create(y) + (number * Vector512.Create(stepY)) - margin;
            var (firstColumn, firstRow) = (Vector512.Ceiling(column), Vector512.Ceiling(row));
            var steps = Vector512.Create((float)SpreadKernel.Steps);
            var (columnAt, rowAt) = ((firstColumn - column) * steps, (firstRow - row) * steps);
            var (columnEntry, rowEntry) = (Vector512.Floor(columnAt), Vector512.Floor(rowAt));
            (columnAt - columnEntry).Store(columnParts + i);
            (rowAt - rowEntry).Store(rowParts + i);
            (Vector512.ConvertToInt32(columnEntry) * SpreadKernel.EntryFloats).Store(columnEntries + i);
            (Vector512.ConvertToInt32(rowEntry) * SpreadKernel.EntryFloats).Store(rowEntries + i);
            var place = ((Vector512.ConvertToInt32(firstRow + margin) * Pitch) + (Vector512.ConvertToInt32(firstColumn + margin) * 2));
            place.Store(_places + i);
        }
    }

    /// <summary>The order in which samples are added.</summary>
    private void Take(int count)
    {
        var part = (count + Parts - 1) / Parts;
        var next = 0;
        for (var i = 0; i < part; i++)
        {
            for (var at = i; at < count; at += part)
            {
                _order[next++] = at;
            }
        }
    }

    private void Add(double* samples, int count)
    {
        var rowEntries = _places + Batch;
        var columnEntries = _places + (2 * Batch);
        var rowParts = (float*)_places + (3 * Batch);
        var columnParts = (float*)_places + (4 * Batch);
        var table = _kernel.Table;
        var rowWeights = stackalloc float[SpreadKernel.EntryFloats];
        for (var next = 0; next < count; next++)
        {
            var i = _order[next];
            var columnWeights = Weights(table + columnEntries[i], columnParts[i]);
            Weights(table + rowEntries[i], rowParts[i]).Store(rowWeights);
            var value = Vector512.Create(samples[i]).AsSingle() * columnWeights;
            var point = _points + _places[i];
            for (var row = 0; row < SpreadKernel.Width; row++)
            {
                Vector512.FusedMultiplyAdd(value, Vector512.Create(rowWeights[2 * row]), Vector512.Load(point)).Store(point);
                point += Pitch;
            }
        }
    }

    private static Vector512<float> Weights(float* entry, float part)
    {
        var first = Vector512.Load(entry);
        var second = Vector512.Load(entry + SpreadKernel.EntryFloats);
        return Vector512.FusedMultiplyAdd(second - first, Vector512.Create(part), first);
    }
}
