using Etalon.Numerics;

namespace Etalon.Operators.Tomography;

/// <summary>The sizes of a reconstruction in Fourier space.</summary>
internal sealed record FourierShape
{
    /// <summary>Chooses the sizes.</summary>
    public FourierShape(int angles, int columns, int size)
    {
        (Angles, Columns, Size) = (angles, columns, size);
        Padded = FastLength.AtLeast(2 * columns, 16);
        Grid = FastLength.AtLeast(size * 3 / 2, 16);
        Reach = (Padded / 2) - 1;
        SamplePitch = ((2 * ((2 * Reach) + 1)) + 15) & ~15;
    }

    /// <summary>Projections.</summary>
    public int Angles { get; }

    /// <summary>Samples of a projection's row.</summary>
    public int Columns { get; }

    /// <summary>Rows and columns of a slice.</summary>
    public int Size { get; }

    /// <summary>Length to which rows are padded: twice, so that the ends of a row do not see each other.</summary>
    public int Padded { get; }

    /// <summary>Points of the grid along each axis, 1.5 times the slice.</summary>
    public int Grid { get; }

    /// <summary>Samples of a spectrum on either side of the middle: all but the highest, whose phase nobody knows.</summary>
    public int Reach { get; }

    /// <summary>
    /// What a point of the grid is multiplied by that comes in on the other side: frequencies one period apart are the same at whole
    /// pixels, and opposite half a pixel beside them, where the axis of rotation of an even slice is.
    /// </summary>
    public float FoldSign => Size % 2 == 0 ? -1 : 1;

    /// <summary>Floats from one projection's spectrum to the next.</summary>
    public int SamplePitch { get; }

    /// <summary>Floats from one line of gathered columns to the next: a cache line more than aligned, so that lines do not evict one another.</summary>
    public int LinePitch => ((2 * Grid) + 15 & ~15) + 16;

    /// <summary>Bytes that a solver holds.</summary>
    public long Bytes =>
        ((long)Angles * SamplePitch * sizeof(float))
        + ((long)Grid * Size * 2 * sizeof(float))
        + ((long)GridBand.Rows * GridBand.PitchOf(Grid) * sizeof(float))
        + ((long)FourierSolver.ColumnsTogether * LinePitch * sizeof(float))
        + (8L * Padded * sizeof(float))
        + PolarTiles.Bytes(Angles, Grid)
        + (GridTile.Floats * sizeof(float))
        + (64L * (Grid + Padded))
        + (1L << 20);
}
