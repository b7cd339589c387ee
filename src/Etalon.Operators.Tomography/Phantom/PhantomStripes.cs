using System.Runtime.InteropServices;

namespace Etalon.Operators.Tomography;

/// <summary>Columns whose gain is wrong in projections but not in flats.</summary>
internal sealed unsafe class PhantomStripes(PhantomScan scan, SeededWords words)
{
    /// <summary>A fault of the scintillator is so many rows high.</summary>
    private const int BandRows = 24;

    private const int NumbersEach = 8;
    private const int MostOfKind = 64;
    private const int Kinds = 4;

    private static readonly PhantomStripe[] All = Enum.GetValues<PhantomStripe>();

    private readonly List<Stripe> _stripes = new(Kinds * MostOfKind);

    /// <summary>Finds the stripes of a row.</summary>
    public void Prepare(long row)
    {
        _stripes.Clear();
        if (scan.Parameters.Stripes.IsDefaultOrEmpty)
        {
            return;
        }

        foreach (var kind in All)
        {
            for (var i = 0; scan.Parameters.Stripes.Contains(kind) && i < scan.Parameters.StripeCount; i++)
            {
                _stripes.Add(Make(kind, (((row / BandRows * Kinds) + (int)kind) * MostOfKind) + i));
            }
        }
    }

    /// <summary>Multiplies a row of a projection with the gain of its stripes.</summary>
    public void Apply(long angle, in PhantomRows columns, double* row)
    {
        foreach (ref readonly var stripe in CollectionsMarshal.AsSpan(_stripes))
        {
            if (angle < stripe.From || angle >= stripe.To)
            {
                continue;
            }

            var gain = 1 + stripe.Strength;
            if (stripe.Kind == PhantomStripe.Fluctuating)
            {
                gain = 1 + (2 * stripe.Strength * ((2 * words.Uniform(PhantomStream.Fluctuation, (stripe.Number * scan.Parameters.Angles) + angle)) - 1));
            }

            for (var i = Math.Max(stripe.Column - columns.First, 0); i < Math.Min(stripe.Column + stripe.Width - columns.First, columns.Count); i++)
            {
                row[i] *= gain;
            }
        }
    }

    private Stripe Make(PhantomStripe kind, long number)
    {
        var angles = scan.Parameters.Angles;
        var strength = scan.Parameters.StripeStrength * (0.5 + Number(1)) * (Number(2) < 0.5 ? 1 : -1);
        var width = kind switch
        {
            PhantomStripe.Wide => Math.Min(10 + (int)(21 * Number(3)), Math.Max(1, scan.Columns / 8)),
            PhantomStripe.Full => 1 + (int)(2 * Number(3)),
            _ => 1,
        };
        var column = (int)(Math.Max(1, scan.Columns - width + 1) * Number(0));
        var from = kind == PhantomStripe.Partial ? (long)(angles * 0.5 * Number(4)) : 0;
        var to = kind == PhantomStripe.Partial ? from + (long)(angles * (0.2 + (0.3 * Number(5)))) : angles;
        return new Stripe(kind, number, column, width, strength, from, to);

        double Number(int which) => words.Uniform(PhantomStream.Stripes, (number * NumbersEach) + which);
    }

    [StructLayout(LayoutKind.Auto)]
    private readonly record struct Stripe(PhantomStripe Kind, long Number, int Column, int Width, double Strength, long From, long To);
}
