using System.Runtime.Intrinsics;
using Etalon.Numerics;

namespace Etalon.Operators.Tomography;

/// <summary>Paganin's low pass on the frequencies of a padded projection.</summary>
/// <remarks>
/// 1 / (1 + π λ z (δ/β) f²) with f on the frequencies of the transform, so that frequency 0 passes exactly. In real space it is a
/// disc that falls off with a length L, L² = λ z (δ/β) / (4π): how far a sample reaches decides how far edges are continued.
/// </remarks>
internal sealed class PhaseFilter
{
    /// <summary>What reaches further than this many lengths is below 0.3 percent.</summary>
    private const double Reach = 6;

    /// <summary>Wavelength in metres times energy in keV.</summary>
    private const double MetresKiloelectronvolts = 1.23984198433e-9;

    private static readonly Vector512<int> Twice = Vector512.Create(0, 0, 1, 1, 2, 2, 3, 3, 4, 4, 5, 5, 6, 6, 7, 7);

    private readonly double[] _rows;
    private readonly double[] _columns;

    private PhaseFilter(double scale, int height, int width, int padding, PhaseModel model)
    {
        // A single row is the same at any height, so its height needs no transform.
        Height = height == 1 ? 1 : FastLength.AtLeast(height + (2 * padding));
        Width = FastLength.AtLeast(width + (2 * padding));
        Padding = padding;
        _rows = Terms(Height, scale, model);
        _columns = [.. Terms(Width, scale, model), .. new double[ComplexColumns.Together]];
    }

    /// <summary>Rows of the padded projection.</summary>
    public int Height { get; }

    /// <summary>Columns of the padded projection; even.</summary>
    public int Width { get; }

    /// <summary>Samples by which edges are continued.</summary>
    public int Padding { get; }

    /// <summary>The filter for projections of a size.</summary>
    /// <param name="parameters">Energy, distance and material.</param>
    /// <param name="metres">The size of a pixel.</param>
    /// <param name="height">Rows of a projection.</param>
    /// <param name="width">Columns of a projection.</param>
    public static PhaseFilter Of(PhaseRetrieve.Parameters parameters, double metres, int height, int width)
    {
        var lambda = MetresKiloelectronvolts / parameters.Energy;
        var path = lambda * parameters.Distance * 1e-3 / (metres * metres);
        var ratio = Ratio(parameters);
        var far = Math.Max(Math.PI * path, Reach * Math.Sqrt(path * ratio / (4 * Math.PI)));
        var padding = (int)Math.Min(Math.Ceiling(far) + 1, Math.Max(height, width));
        return new PhaseFilter(Math.PI * path * ratio, height, width, padding, parameters.Model);
    }

    /// <summary>δ/β, given or from a regulariser: δ/β = 1 / (4 π² α).</summary>
    public static double Ratio(PhaseRetrieve.Parameters parameters) =>
        parameters.DeltaBeta > 0 ? parameters.DeltaBeta : 1 / (4 * Math.PI * Math.PI * parameters.Alpha);

    /// <summary>
    /// Multiplies eight neighbouring columns of a spectrum, and divides by the number of samples of the transform. Rows have room for
    /// whole groups of eight.
    /// </summary>
    public unsafe void Apply(float* first, int column, long rowPitch)
    {
        var samples = Vector512.Create((double)Height * Width);
        var terms = Vector512<double>.One + Vector512.Create(_columns.AsSpan(column, ComplexColumns.Together));
        for (var row = 0; row < Height; row++)
        {
            var line = first + (row * rowPitch);
            var factors = Vector512<double>.One / ((terms + Vector512.Create(_rows[row])) * samples);
            var narrow = Vector512.Narrow(factors, factors);
            (Vector512.Load(line) * Vector512.Shuffle(narrow, Twice)).Store(line);
        }
    }

    /// <summary>The part of a frequency along one axis: (scale) f², f in cycles per pixel.</summary>
    private static double[] Terms(int length, double scale, PhaseModel model)
    {
        var terms = new double[length];
        for (var k = 0; k < length; k++)
        {
            var f = (double)Math.Min(k, length - k) / length;
            terms[k] = scale * (model == PhaseModel.Paganin ? f * f : (1 - Math.Cos(2 * Math.PI * f)) / (2 * Math.PI * Math.PI));
        }

        return terms;
    }
}
