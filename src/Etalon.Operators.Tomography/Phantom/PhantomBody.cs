using System.Runtime.InteropServices;

namespace Etalon.Operators.Tomography;

/// <summary>
/// An ellipsoid, or an elliptic column without ends. Lengths are fractions of the field's width, from the axis of rotation and the
/// middle of the rows: to the right, up in the slice, and up along the axis. Densities add where bodies overlap.
/// </summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct PhantomBody(double Right, double Up, double SemiA, double SemiB, double Degrees, double Density)
{
    /// <summary>Where the middle is along the axis of rotation.</summary>
    public double Height { get; init; }

    /// <summary>Half the extent along the axis of rotation; infinite for a column.</summary>
    public double SemiHeight { get; init; } = double.PositiveInfinity;

    /// <summary>How much wider it becomes per unit of height, relative to itself.</summary>
    public double Taper { get; init; }

    /// <summary>How far it leans to the right per unit of height.</summary>
    public double Lean { get; init; }

    /// <summary>The ellipse in which a slice cuts the body.</summary>
    /// <param name="height">Where the slice is.</param>
    /// <param name="field">Pixels of the field's width.</param>
    /// <param name="attenuation">1/cm of a density of 1.</param>
    /// <param name="ellipse">The ellipse.</param>
    /// <returns>Whether the slice meets the body.</returns>
    public bool TryCut(double height, double field, double attenuation, out PhantomEllipse ellipse)
    {
        ellipse = default;
        var above = height - Height;
        var share = above / SemiHeight;
        var square = 1 - (share * share);
        if (square <= 0)
        {
            return false;
        }

        var size = Math.Sqrt(square) * (1 + (Taper * above)) * field;
        var (sine, cosine) = Turn(Degrees);
        ellipse = new PhantomEllipse(
            (Right + (Lean * above)) * field, Up * field, SemiA * size, SemiB * size, cosine, sine, Density * attenuation);
        return true;
    }

    /// <summary>Upright ellipses are the usual ones.</summary>
    private static (double Sine, double Cosine) Turn(double degrees) => degrees == 0 ? (0, 1) : PortableAngles.SineCosine(degrees);
}
