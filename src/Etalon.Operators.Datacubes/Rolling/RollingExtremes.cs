using System.Runtime.Intrinsics;
using Etalon.Cubes;

namespace Etalon.Operators.Datacubes;

/// <summary>Largest or smallest samples of windows in eight columns, at two comparisons per sample whatever the window (van Herk).</summary>
/// <remarks>
/// Rows are cut into blocks as long as the window. A window touches at most two of them: it ends with the head of one, known by
/// running forwards, and begins with the tail of the one before, known by running backwards. A shorter window at an end of the
/// axis is the head of the first block or the tail of the last one.
/// </remarks>
internal sealed unsafe class RollingExtremes(int window, bool isMax) : IDisposable
{
    private const int Lanes = 8;

    private NativeBuffer _heads = new(0);
    private double* _tails;

    /// <summary>What no sample beats: stands for missing samples.</summary>
    public double Filling => isMax ? double.NegativeInfinity : double.PositiveInfinity;

    /// <summary>Runs over all rows in both directions; the tile then holds tails.</summary>
    public void Start(NativeBuffer tile, long rows)
    {
        if (_heads.Length < tile.Length)
        {
            _heads.Dispose();
            _heads = new NativeBuffer(tile.Length);
        }

        _tails = (double*)tile.Pointer;
        for (var block = 0L; block < rows; block += window)
        {
            var end = Math.Min(rows, block + window);
            var best = Vector512.Create(Filling);
            for (var row = block; row < end; row++)
            {
                best = Better(best, Vector512.Load(_tails + (row * Lanes)));
                best.Store((double*)_heads.Pointer + (row * Lanes));
            }

            best = Vector512.Create(Filling);
            for (var row = end - 1; row >= block; row--)
            {
                best = Better(best, Vector512.Load(_tails + (row * Lanes)));
                best.Store(_tails + (row * Lanes));
            }
        }
    }

    /// <summary>The extremes of some rows: a whole window, or less at an end of the tile.</summary>
    public Vector512<double> Value(long first, long end)
    {
        var last = end - 1;
        var head = Vector512.Load((double*)_heads.Pointer + (last * Lanes));
        var tail = Vector512.Load(_tails + (first * Lanes));
        if (first / window != last / window)
        {
            return Better(tail, head);
        }

        // Inside one block: from its beginning, or to its end.
        return first % window == 0 ? head : tail;
    }

    /// <inheritdoc />
    public void Dispose() => _heads.Dispose();

    /// <summary>Zeros have one sign, so that it does not matter which of two comes first.</summary>
    private Vector512<double> Better(Vector512<double> a, Vector512<double> b)
    {
        var wins = isMax ? Vector512.GreaterThan(b, a) : Vector512.LessThan(b, a);
        return Vector512.ConditionalSelect(wins, b, a) + Vector512<double>.Zero;
    }
}
