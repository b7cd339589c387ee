using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Etalon.Numerics;

/// <summary>
/// Philox4x32-10 (Salmon et al. 2011): a random word for every (key, place), in any order and without a state. Multiplications and
/// exclusive ors of whole numbers only, so the same everywhere.
/// </summary>
/// <remarks>
/// Eight counters go through the rounds side by side, one per 64-bit lane. Word n of the stream lies in group n / 32; a group holds
/// words 0 and 1 of its eight counters and then words 2 and 3.
/// </remarks>
public sealed class Philox(ulong key)
{
    /// <summary>The most words that one call can give.</summary>
    public const int StripWords = 4096;

    /// <summary>Words of a group.</summary>
    public const int GroupWords = 32;

    private const int Rounds = 10;
    private const ulong LowHalf = 0xFFFF_FFFF;

    private readonly uint[] _words = GC.AllocateUninitializedArray<uint>(StripWords + (2 * GroupWords));

    /// <summary>Words <paramref name="first"/> and on; valid until the next call.</summary>
    public ReadOnlySpan<uint> Words(ulong first, int count)
    {
        var group = first / GroupWords;
        var skip = (int)(first % GroupWords);
        for (var at = 0; at < skip + count; at += GroupWords)
        {
            var (low, high) = Group(group++);
            low.CopyTo(_words, at);
            high.CopyTo(_words, at + Vector512<uint>.Count);
        }

        return _words.AsSpan(skip, count);
    }

    /// <summary>One group: words 32 n to 32 n + 15 and the 16 after them.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public (Vector512<uint> Low, Vector512<uint> High) Group(ulong group)
    {
        var counter = Vector512.Create(group * 8) + Vector512<ulong>.Indices;
        var (c0, c1) = (counter & Vector512.Create(LowHalf), counter >>> 32);
        var (c2, c3) = (Vector512<ulong>.Zero, Vector512<ulong>.Zero);
        var k0 = Vector512.Create(key & LowHalf);
        var k1 = Vector512.Create(key >> 32);
        var m0 = Vector512.Create(0xD2511F53UL);
        var m1 = Vector512.Create(0xCD9E8D57UL);
        var weyl0 = Vector512.Create(0x9E3779B9UL);
        var weyl1 = Vector512.Create(0xBB67AE85UL);
        for (var round = 0; round < Rounds; round++)
        {
            // The upper halves of the lanes hold rubbish after the first round; products ignore them.
            var p0 = Product(c0, m0);
            var p1 = Product(c2, m1);
            c0 = (p1 >>> 32) ^ c1 ^ k0;
            c2 = (p0 >>> 32) ^ c3 ^ k1;
            c1 = p1;
            c3 = p0;
            k0 += weyl0;
            k1 += weyl1;
        }

        var low = Vector512.Create(LowHalf);
        return (((c0 & low) | (c1 << 32)).AsUInt32(), ((c2 & low) | (c3 << 32)).AsUInt32());
    }

    /// <summary>The 64-bit products of the lower halves of the lanes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<ulong> Product(Vector512<ulong> a, Vector512<ulong> b)
    {
        if (Avx512F.IsSupported)
        {
            return Avx512F.Multiply(a.AsUInt32(), b.AsUInt32());
        }

        return (a & Vector512.Create(LowHalf)) * b;
    }
}
