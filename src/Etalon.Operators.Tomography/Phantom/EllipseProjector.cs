using System.Runtime.Intrinsics;

namespace Etalon.Operators.Tomography;

/// <summary>
/// Rows of projections of ellipses in closed form, averaged over every pixel: an ellipse of semi-axes a, b and attenuation μ is seen
/// under the angle θ as if it were a disc of radius A = √(a² cos² + b² sin²), weighted with μ a b / A².
/// </summary>
/// <param name="centre">Where the axis of rotation is: a column, counted from 0 at the middle of the first pixel.</param>
/// <param name="pixelCentimetres">The pitch of the columns.</param>
/// <param name="columns">The most columns of a row.</param>
internal sealed unsafe class EllipseProjector(double centre, double pixelCentimetres, int columns)
{
    /// <summary>Rows are computed in so many columns at a time, counted from column 0, so that a column's place in a block does not show.</summary>
    public const int Group = 16;

    private const int Lanes = 8;
    private const double MostColumns = 1 << 30;

    private readonly double[] _edges = GC.AllocateUninitializedArray<double>(columns + (4 * Group), pinned: true);

    /// <summary>Adds the ellipses to a row.</summary>
    /// <param name="ellipses">In an order that does not depend on the block.</param>
    /// <param name="sine">Of the angle.</param>
    /// <param name="cosine">Of the angle.</param>
    /// <param name="first">The first column; a multiple of <see cref="Group"/>.</param>
    /// <param name="row">Room for whole groups.</param>
    /// <param name="count">Columns; a multiple of <see cref="Group"/>.</param>
    public void Add(ReadOnlySpan<PhantomEllipse> ellipses, double sine, double cosine, int first, double* row, int count)
    {
        foreach (ref readonly var ellipse in ellipses)
        {
            var along = (cosine * ellipse.Cosine) + (sine * ellipse.Sine);
            var across = (sine * ellipse.Cosine) - (cosine * ellipse.Sine);
            var (a, b) = (ellipse.SemiA * along, ellipse.SemiB * across);
            var radius = Math.Sqrt((a * a) + (b * b));
            var middle = centre + (ellipse.Right * cosine) + (ellipse.Up * sine);

            // Columns beyond the edges, up to whole lanes, get differences of equal numbers: nothing.
            var from = Math.Max(0, (int)Math.Clamp(Math.Floor(middle - radius), -1, MostColumns) - 1 - first) & -Lanes;
            var to = Math.Min(count, (int)Math.Clamp(Math.Ceiling(middle + radius), -1, MostColumns) + 2 - first);
            if (from < to)
            {
                var weight = ellipse.Attenuation * ellipse.SemiA * ellipse.SemiB * pixelCentimetres;
                Add(weight, -0.5 - middle, 1 / radius, first + from, row + from, (to - from + Lanes - 1) & -Lanes);
            }
        }
    }

    private void Add(double weight, double offset, double inverse, int first, double* row, int count)
    {
        fixed (double* edges = _edges)
        {
            // The left edge of every pixel, and of the one after the last.
            var column = Vector512.Create((double)first) + Vector512<double>.Indices;
            for (var i = 0; i <= count; i += Lanes)
            {
                CircleSegment.Of((column + Vector512.Create(offset)) * Vector512.Create(inverse)).Store(edges + i);
                column += Vector512.Create((double)Lanes);
            }

            var scale = Vector512.Create(weight);
            for (var i = 0; i < count; i += Lanes)
            {
                var mean = Vector512.Load(edges + i + 1) - Vector512.Load(edges + i);
                Vector512.FusedMultiplyAdd(scale, mean, Vector512.Load(row + i)).Store(row + i);
            }
        }
    }
}
