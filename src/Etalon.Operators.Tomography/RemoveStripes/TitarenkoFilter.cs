using System.Runtime.Intrinsics;

namespace Etalon.Operators.Tomography;

/// <summary>The smoothest offsets of columns that take the stripes out of the mean over all angles (Titarenko, Withers, Yagola 2010).</summary>
/// <remarks>
/// With the differences h between neighbouring columns, offsets q make |h(p + q)|² + α|q|² smallest: (hᵀh + αI) q = -hᵀh p. The matrix has three
/// diagonals, so it is factorised and solved in one sweep forth and one back. The profile is continued evenly by 32 columns at either end.
/// </remarks>
internal sealed unsafe class TitarenkoFilter(RemoveStripes.Parameters parameters, int columns) : IStripeFilter
{
    private const int Edge = 32;
    private const int Lanes = 16;

    private readonly double[] _profile = new double[columns + (2 * Edge)];
    private readonly double[] _offset = new double[columns + (2 * Edge)];
    private readonly double[] _factor = new double[columns + (2 * Edge)];

    /// <summary>Bytes held.</summary>
    public static long Bytes(long columns) => 3 * sizeof(double) * (columns + (2 * Edge));

    /// <inheritdoc />
    public void Run(SinogramColumns columns, CancellationToken cancellation)
    {
        var multiplies = parameters.Kind == StripeKind.Factor;
        for (var i = 0; i < _profile.Length; i++)
        {
            var mean = Mean(columns.Column(Math.Clamp(i - Edge, 0, columns.Columns - 1)), columns.Angles);
            _profile[i] = multiplies ? Math.Log(Math.Max(mean, OffsetLine.Floor)) : mean;
        }

        var range = _profile.Max() - _profile.Min();
        if (!(range > 0))
        {
            return;
        }

        Solve(parameters.Alpha > 0 ? parameters.Alpha : 1 / (2 * range));
        for (var column = 0; column < columns.Columns; column++)
        {
            var offset = _offset[column + Edge];
            Apply(columns.Column(column), columns.Pitch, multiplies ? (float)Math.Exp(offset) : 1, multiplies ? 0 : (float)offset);
        }
    }

    /// <inheritdoc />
    public void Dispose()
    {
        // Holds managed memory only.
    }

    private static double Mean(float* samples, int angles)
    {
        var (low, high) = (Vector512<double>.Zero, Vector512<double>.Zero);
        for (var i = 0; i < angles; i += Lanes)
        {
            // What pads the column is zero.
            var (even, odd) = Vector512.Widen(Vector512.Load(samples + i));
            low += even;
            high += odd;
        }

        return Vector512.Sum(low + high) / angles;
    }

    private static void Apply(float* samples, long count, float factor, float offset)
    {
        for (var i = 0L; i < count; i += Lanes)
        {
            ((Vector512.Load(samples + i) * factor) + Vector512.Create(offset)).Store(samples + i);
        }
    }

    /// <summary>Cholesky's factorisation of a matrix with -1 beside its diagonal, without roots.</summary>
    private void Solve(double alpha)
    {
        var last = _profile.Length - 1;
        for (var i = 0; i <= last; i++)
        {
            // Beyond the ends nothing differs.
            var bent = _profile[Math.Max(i - 1, 0)] + _profile[Math.Min(i + 1, last)] - (2 * _profile[i]);
            var neighbours = i == 0 || i == last ? 1 : 2;
            var (before, offset) = i == 0 ? (0, 0) : (1 / _factor[i - 1], _offset[i - 1]);
            _factor[i] = neighbours + alpha - before;
            _offset[i] = bent + (offset * before);
        }

        _offset[last] /= _factor[last];
        for (var i = last - 1; i >= 0; i--)
        {
            _offset[i] = (_offset[i] + _offset[i + 1]) / _factor[i];
        }
    }
}
