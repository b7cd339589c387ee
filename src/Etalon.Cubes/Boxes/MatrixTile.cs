using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Etalon.Cubes;

/// <summary>Swaps the axes of one small square in registers. Strides are in bytes.</summary>
/// <remarks>
/// Every round interleaves register i with register i + n/2; after log2(n) rounds row and column numbers have changed places
/// (the perfect shuffle of the bits of the position).
/// </remarks>
internal static unsafe class MatrixTile
{
    /// <summary>The side of the square for that sample size; 0 where this processor has no fast way.</summary>
    public static int Side(int sampleBytes) => sampleBytes switch
    {
        1 when Sse2.IsSupported => 16,
        2 when Sse2.IsSupported => 8,
        4 when Avx.IsSupported => 8,
        8 when Avx.IsSupported => 4,
        _ => 0,
    };

    /// <summary>Swaps one square.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Run(byte* source, long sourceRow, byte* target, long targetRow, int sampleBytes)
    {
        switch (sampleBytes)
        {
            case 1:
                Bytes16(source, sourceRow, target, targetRow);
                break;
            case 2:
                Shorts8(source, sourceRow, target, targetRow);
                break;
            case 4:
                Words8(source, sourceRow, target, targetRow);
                break;
            default:
                Longs4(source, sourceRow, target, targetRow);
                break;
        }
    }

    private static void Bytes16(byte* source, long sourceRow, byte* target, long targetRow)
    {
        var a = stackalloc Vector128<byte>[16];
        var b = stackalloc Vector128<byte>[16];
        for (var i = 0; i < 16; i++)
        {
            a[i] = Vector128.Load(source + (i * sourceRow));
        }

        for (var round = 0; round < 4; round++)
        {
            for (var i = 0; i < 8; i++)
            {
                b[2 * i] = Sse2.UnpackLow(a[i], a[i + 8]);
                b[(2 * i) + 1] = Sse2.UnpackHigh(a[i], a[i + 8]);
            }

            var done = b;
            b = a;
            a = done;
        }

        for (var i = 0; i < 16; i++)
        {
            a[i].Store(target + (i * targetRow));
        }
    }

    private static void Shorts8(byte* source, long sourceRow, byte* target, long targetRow)
    {
        var a0 = Vector128.Load((ushort*)source);
        var a1 = Vector128.Load((ushort*)(source + sourceRow));
        var a2 = Vector128.Load((ushort*)(source + (2 * sourceRow)));
        var a3 = Vector128.Load((ushort*)(source + (3 * sourceRow)));
        var a4 = Vector128.Load((ushort*)(source + (4 * sourceRow)));
        var a5 = Vector128.Load((ushort*)(source + (5 * sourceRow)));
        var a6 = Vector128.Load((ushort*)(source + (6 * sourceRow)));
        var a7 = Vector128.Load((ushort*)(source + (7 * sourceRow)));
        for (var round = 0; round < 3; round++)
        {
            var (b0, b1) = (Sse2.UnpackLow(a0, a4), Sse2.UnpackHigh(a0, a4));
            var (b2, b3) = (Sse2.UnpackLow(a1, a5), Sse2.UnpackHigh(a1, a5));
            var (b4, b5) = (Sse2.UnpackLow(a2, a6), Sse2.UnpackHigh(a2, a6));
            var (b6, b7) = (Sse2.UnpackLow(a3, a7), Sse2.UnpackHigh(a3, a7));
            (a0, a1, a2, a3, a4, a5, a6, a7) = (b0, b1, b2, b3, b4, b5, b6, b7);
        }

        a0.Store((ushort*)target);
        a1.Store((ushort*)(target + targetRow));
        a2.Store((ushort*)(target + (2 * targetRow)));
        a3.Store((ushort*)(target + (3 * targetRow)));
        a4.Store((ushort*)(target + (4 * targetRow)));
        a5.Store((ushort*)(target + (5 * targetRow)));
        a6.Store((ushort*)(target + (6 * targetRow)));
        a7.Store((ushort*)(target + (7 * targetRow)));
    }

    private static void Words8(byte* source, long sourceRow, byte* target, long targetRow)
    {
        // Rows i and i + 4 share a register, one half each, so that the shuffles inside halves need no lane crossing after the load.
        var a0 = Halves(source, sourceRow * 4, 0);
        var a1 = Halves(source + sourceRow, sourceRow * 4, 0);
        var a2 = Halves(source + (2 * sourceRow), sourceRow * 4, 0);
        var a3 = Halves(source + (3 * sourceRow), sourceRow * 4, 0);
        Quad(a0, a1, a2, a3, target, targetRow);
        a0 = Halves(source, sourceRow * 4, 16);
        a1 = Halves(source + sourceRow, sourceRow * 4, 16);
        a2 = Halves(source + (2 * sourceRow), sourceRow * 4, 16);
        a3 = Halves(source + (3 * sourceRow), sourceRow * 4, 16);
        Quad(a0, a1, a2, a3, target + (4 * targetRow), targetRow);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> Halves(byte* source, long fourRows, int offset) =>
        Vector256.Create(Vector128.Load((float*)(source + offset)), Vector128.Load((float*)(source + fourRows + offset)));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Quad(Vector256<float> a0, Vector256<float> a1, Vector256<float> a2, Vector256<float> a3, byte* target, long targetRow)
    {
        var low02 = Avx.UnpackLow(a0, a2);
        var low13 = Avx.UnpackLow(a1, a3);
        var high02 = Avx.UnpackHigh(a0, a2);
        var high13 = Avx.UnpackHigh(a1, a3);
        Avx.UnpackLow(low02, low13).Store((float*)target);
        Avx.UnpackHigh(low02, low13).Store((float*)(target + targetRow));
        Avx.UnpackLow(high02, high13).Store((float*)(target + (2 * targetRow)));
        Avx.UnpackHigh(high02, high13).Store((float*)(target + (3 * targetRow)));
    }

    private static void Longs4(byte* source, long sourceRow, byte* target, long targetRow)
    {
        var a0 = Vector256.Load((double*)source);
        var a1 = Vector256.Load((double*)(source + sourceRow));
        var a2 = Vector256.Load((double*)(source + (2 * sourceRow)));
        var a3 = Vector256.Load((double*)(source + (3 * sourceRow)));
        var low01 = Avx.UnpackLow(a0, a1);
        var high01 = Avx.UnpackHigh(a0, a1);
        var low23 = Avx.UnpackLow(a2, a3);
        var high23 = Avx.UnpackHigh(a2, a3);
        Avx.Permute2x128(low01, low23, 0x20).Store((double*)target);
        Avx.Permute2x128(high01, high23, 0x20).Store((double*)(target + targetRow));
        Avx.Permute2x128(low01, low23, 0x31).Store((double*)(target + (2 * targetRow)));
        Avx.Permute2x128(high01, high23, 0x31).Store((double*)(target + (3 * targetRow)));
    }
}
