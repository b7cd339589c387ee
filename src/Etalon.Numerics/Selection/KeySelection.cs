using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Etalon.Numerics;

/// <summary>Finds the k-th smallest of unsigned keys by halving the range of values, one bit a round.</summary>
/// <remarks>
/// A round counts the keys below a candidate: one comparison per key, sixteen (32-bit) at a time, no branches, no writes. At
/// most as many rounds as keys have bits; bits that all keys share are skipped. Data are read over and over, so they should
/// fit into a cache.
/// </remarks>
public static unsafe class KeySelection
{
    /// <summary>
    /// In each of as many columns as a vector has lanes the key of rank <paramref name="rank"/> (from 0) and the key that follows it.
    /// </summary>
    /// <typeparam name="TKey">uint or ulong.</typeparam>
    /// <param name="keys">Rows of keys, packed and aligned; what is missing has the largest key.</param>
    /// <param name="rows">Number of rows.</param>
    /// <param name="rank">The rank of each lane.</param>
    /// <param name="largestIsMissing">Whether the largest key is never a value.</param>
    /// <param name="following">The keys of the next rank; the largest key where there is none.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static Vector512<TKey> Columns<TKey>(
        TKey* keys, long rows, Vector512<TKey> rank, bool largestIsMissing, out Vector512<TKey> following)
        where TKey : unmanaged, IBinaryInteger<TKey>, IMinMaxValue<TKey>
    {
        var (found, bits) = Start(keys, rows, largestIsMissing);
        for (var bit = bits - 1; bit >= 0; bit--)
        {
            var candidate = found | Vector512.Create(TKey.One << bit);
            found = Vector512.ConditionalSelect(
                Vector512.LessThanOrEqual(Below(keys, rows, candidate), rank), candidate, found);
        }

        var next = Vector512.Create(TKey.MaxValue);
        var notAbove = Vector512<TKey>.Zero;
        for (var row = 0L; row < rows; row++)
        {
            var key = Vector512.Load(keys + (row * Vector512<TKey>.Count));
            var isAbove = Vector512.GreaterThan(key, found);
            next = Vector512.ConditionalSelect(isAbove, Vector512.Min(next, key), next);
            notAbove -= ~isAbove;
        }

        following = Vector512.ConditionalSelect(Vector512.GreaterThan(notAbove, rank + Vector512<TKey>.One), found, next);
        return found;
    }

    /// <summary>The key of rank <paramref name="rank"/> (from 0) of a line, and the key that follows it.</summary>
    /// <typeparam name="TKey">uint or ulong.</typeparam>
    /// <param name="keys">Keys, packed and aligned; what is missing has the largest key.</param>
    /// <param name="count">How many: a multiple of the lanes of a vector, filled up with the largest key.</param>
    /// <param name="rank">The rank.</param>
    /// <param name="largestIsMissing">Whether the largest key is never a value.</param>
    public static (TKey Key, TKey Following) Line<TKey>(TKey* keys, long count, long rank, bool largestIsMissing)
        where TKey : unmanaged, IBinaryInteger<TKey>, IMinMaxValue<TKey>
    {
        var rows = count / Vector512<TKey>.Count;
        var (start, bits) = Start(keys, rows, largestIsMissing);
        var found = start[0];
        for (var bit = bits - 1; bit >= 0; bit--)
        {
            var candidate = found | (TKey.One << bit);
            if (Sum(keys, rows, Vector512.Create(candidate)) <= rank)
            {
                found = candidate;
            }
        }

        if (found == TKey.MaxValue || Sum(keys, rows, Vector512.Create(found + TKey.One)) > rank + 1)
        {
            return (found, found);
        }

        return (found, Following(keys, rows, found));
    }

    private static TKey Following<TKey>(TKey* keys, long rows, TKey found)
        where TKey : unmanaged, IBinaryInteger<TKey>, IMinMaxValue<TKey>
    {
        var next = Vector512.Create(TKey.MaxValue);
        for (var row = 0L; row < rows; row++)
        {
            var key = Vector512.Load(keys + (row * Vector512<TKey>.Count));
            var isAbove = Vector512.GreaterThan(key, Vector512.Create(found));
            next = Vector512.ConditionalSelect(isAbove, Vector512.Min(next, key), next);
        }

        var best = next[0];
        for (var lane = 1; lane < Vector512<TKey>.Count; lane++)
        {
            best = TKey.Min(best, next[lane]);
        }

        return best;
    }

    /// <summary>The bits that all keys share, and how many bits they do not.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static (Vector512<TKey> Shared, int Bits) Start<TKey>(TKey* keys, long rows, bool largestIsMissing)
        where TKey : unmanaged, IBinaryInteger<TKey>, IMinMaxValue<TKey>
    {
        var smallest = Vector512.Create(TKey.MaxValue);
        var largest = Vector512<TKey>.Zero;
        var ignored = largestIsMissing ? Vector512.Create(TKey.MaxValue) : Vector512<TKey>.Zero;
        for (var row = 0L; row < rows; row++)
        {
            var key = Vector512.Load(keys + (row * Vector512<TKey>.Count));
            smallest = Vector512.Min(smallest, key);
            largest = Vector512.Max(largest, Vector512.AndNot(key, Vector512.Equals(key, ignored)));
        }

        var (low, high) = (TKey.MaxValue, TKey.Zero);
        for (var lane = 0; lane < Vector512<TKey>.Count; lane++)
        {
            low = TKey.Min(low, smallest[lane]);
            high = TKey.Max(high, largest[lane]);
        }

        if (high < low)
        {
            return (Vector512.Create(low), 0);
        }

        var width = sizeof(TKey) * 8;
        var bits = width - int.CreateTruncating(TKey.LeadingZeroCount(low ^ high));
        var shared = bits == width ? TKey.Zero : (low >> bits) << bits;
        return (Vector512.Create(shared), bits);
    }

    /// <summary>Keys below a bound, per lane.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<TKey> Below<TKey>(TKey* keys, long rows, Vector512<TKey> bound)
        where TKey : unmanaged, IBinaryInteger<TKey>, IMinMaxValue<TKey>
    {
        // Two chains; a true lane is all ones, which is minus one.
        var even = Vector512<TKey>.Zero;
        var odd = Vector512<TKey>.Zero;
        var end = keys + (rows * Vector512<TKey>.Count);
        for (; keys + Vector512<TKey>.Count < end; keys += 2 * Vector512<TKey>.Count)
        {
            even -= Vector512.LessThan(Vector512.Load(keys), bound);
            odd -= Vector512.LessThan(Vector512.Load(keys + Vector512<TKey>.Count), bound);
        }

        return keys < end ? even + odd - Vector512.LessThan(Vector512.Load(keys), bound) : even + odd;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static long Sum<TKey>(TKey* keys, long rows, Vector512<TKey> bound)
        where TKey : unmanaged, IBinaryInteger<TKey>, IMinMaxValue<TKey>
    {
        return long.CreateTruncating(Vector512.Sum(Below(keys, rows, bound)));
    }
}
