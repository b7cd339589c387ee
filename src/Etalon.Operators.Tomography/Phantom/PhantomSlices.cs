using System.Collections.Immutable;

namespace Etalon.Operators.Tomography;

/// <summary>The ellipses of one slice after the other.</summary>
internal sealed class PhantomSlices(PhantomScan scan)
{
    private readonly ImmutableArray<PhantomBody> _bodies = scan.Bodies();
    private PhantomEllipse[] _ellipses = [];

    /// <summary>The ellipses that a slice cuts out of the bodies; valid until the next call.</summary>
    public ReadOnlySpan<PhantomEllipse> Cut(long row)
    {
        if (_ellipses.Length == 0)
        {
            _ellipses = new PhantomEllipse[_bodies.Length];
        }

        var count = 0;
        foreach (ref readonly var body in _bodies.AsSpan())
        {
            if (body.TryCut(scan.Height(row), scan.Field, scan.Attenuation, out var ellipse))
            {
                _ellipses[count++] = ellipse;
            }
        }

        return _ellipses.AsSpan(0, count);
    }
}
