namespace Etalon.Operators.Tomography;

/// <summary>Sines and cosines of a scan's angles.</summary>
internal sealed class PhantomTurns
{
    private readonly (double Sine, double Cosine)[] _turns;

    /// <summary>The angles as the axis has them.</summary>
    public PhantomTurns(PhantomScan scan)
    {
        _turns = new (double, double)[scan.Parameters.Angles];
        for (var i = 0; i < _turns.Length; i++)
        {
            _turns[i] = PortableAngles.SineCosine(i * scan.Step);
        }
    }

    /// <summary>Sine and cosine of a projection's angle.</summary>
    public (double Sine, double Cosine) this[long angle] => _turns[angle];
}
