using Etalon.Numerics;

namespace Etalon.Operators.Tomography;

/// <summary>The sizes of a reconstruction in Fourier space.</summary>
internal sealed record FourierShape
{
    /// <summary>Points by which a sample's neighbours may leave the grid.</summary>
    private const int Margin = 4;

    /// <summary>Chooses the sizes.</summary>
    public FourierShape(int angles, int columns, int size)
    {
        (Angles, Columns, Size) = (angles, columns, size);
        Padded = FastLength.AtLeast(2 * columns, 16);
        Grid = FastLength.AtLeast((size * 3 / 2) + (2 * Margin), 16);
        Reach = (int)(Padded / 2.0 * (1 - (2.0 * Margin / Grid)));
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

    /// <summary>Samples of a spectrum on either side of the middle: all whose neighbours lie on the grid.</summary>
    public int Reach { get; }

    /// <summary>Floats from one projection's spectrum to the next.</summary>
    public int SamplePitch { get; }

    /// <summary>Floats from one line of gathered columns to the next: a cache line more than aligned, so that lines do not evict one another.</summary>
    public int LinePitch => ((2 * Grid) + 15 & ~15) + 16;

    /// <summary>Bytes that a solver holds.</summary>
    public long Bytes =>
        ((long)Angles * SamplePitch * sizeof(float))
        + ((long)Grid * Size * 2 * sizeof(float))
        + ((long)GridBand.Rows * 2 * Grid * sizeof(float))
        + ((long)FourierSolver.ColumnsTogether * LinePitch * sizeof(float))
        + (8L * Padded * sizeof(float))
        + PolarTiles.Bytes(Angles, Grid)
        + (GridTile.Floats * sizeof(float))
        + (64L * (Grid + Padded))
        + (1L << 20);
}
