using System.Runtime.InteropServices;
using Etalon.Numerics;

namespace Etalon.Operators.Tomography;

/// <summary>How many approximations a level of wavelets has.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct WaveletSize(int Angles, int Columns)
{
    /// <summary>Deeper levels take away more of wide stripes, and of the sample: 0.3, 0.6, 1.5 and 2.7 % of two discs with 3, 4, 5 and 6.</summary>
    private const int Usual = 4;

    /// <summary>Floats from one column to the next, where columns are contiguous.</summary>
    public long AnglePitch => SinogramColumns.PitchOf(Angles);

    /// <summary>Floats from one angle to the next, where angles are contiguous.</summary>
    public long ColumnPitch => SinogramColumns.PitchOf(Columns);

    /// <summary>Bytes of all, in either order.</summary>
    public long Bytes => Math.Max(AnglePitch * Columns, ColumnPitch * Angles) * sizeof(float);

    /// <summary>By how much a sinogram is continued at either end.</summary>
    public static int Edge(int angles) => (angles + 7) / 8;

    /// <summary>The size of the sinogram and of each level; as many as asked for, but no level without a whole filter in it.</summary>
    public static WaveletSize[] Levels(int levels, int angles, int columns)
    {
        var whole = new WaveletSize(angles + (2 * Edge(angles)), columns);
        var wanted = levels > 0 ? levels : Usual;
        List<WaveletSize> sizes = [whole];
        while (sizes.Count <= wanted && Math.Min(sizes[^1].Angles, sizes[^1].Columns) >= 2 * DaubechiesFive.Taps)
        {
            sizes.Add(new WaveletSize(DaubechiesFive.Half(sizes[^1].Angles), DaubechiesFive.Half(sizes[^1].Columns)));
        }

        return [.. sizes];
    }
}
