using Etalon.Cubes;

namespace Etalon.Operators.Datacubes;

/// <summary>The value below which a fraction of the elements lies, between neighbours as numpy has it.</summary>
internal sealed unsafe class QuantileFold<T> : IRunFold<T, double>, IDisposable
    where T : unmanaged
{
    private readonly QuantileLines _lines;
    private readonly long[] _offsets;
    private readonly CubeInfo _cube = new("quantile", [], SampleType.Float64);

    /// <summary>Ready for runs of at most that length.</summary>
    public QuantileFold(int longest, double q, Int128? missing)
    {
        _lines = QuantileLines.Of(new CubeInfo("row", [], SampleTypes.Of<T>()) { Missing = missing }, longest, q);
        _offsets = new long[longest];
        for (var i = 0; i < longest; i++)
        {
            _offsets[i] = i;
        }
    }

    /// <summary>Bytes held.</summary>
    public static long Bytes(int longest) => QuantileLines.Bytes(SampleTypes.Of<T>(), longest) + (longest * sizeof(long));

    /// <inheritdoc />
    public double Fold(T* run, int length)
    {
        double result;
        var output = new Block(_cube, new Region([], []), (byte*)&result);
        _lines.Run((byte*)run, [0], _offsets.AsSpan(0, length), output, CancellationToken.None);
        return result;
    }

    /// <inheritdoc />
    public void Dispose() => _lines.Dispose();
}
