using System.Buffers;
using System.Numerics;
using Etalon.Cubes;
using Etalon.Numerics;

namespace Etalon.Operators.Datacubes;

/// <summary>Exact sums of third and fourth powers, each power taken to about 106 bits, which depends on nothing but the sample.</summary>
internal sealed unsafe class PowerSums<T>(int powers, Int128? missing, int cells, BufferPool pool) : IDisposable
    where T : unmanaged, INumber<T>
{
    private const int Planes = 4;

    private readonly T? _missing = missing is { } fill ? T.CreateTruncating(fill) : null;
    private readonly ExactSums _third = new(cells, Planes, pool);
    private readonly ExactSums? _fourth = powers > 3 ? new ExactSums(cells, Planes, pool) : null;

    /// <summary>The sums of a cell.</summary>
    public (DoubleDouble Third, DoubleDouble Fourth) Of(int cell) => (_third.Round(cell), _fourth?.Round(cell) ?? default);

    /// <summary>Adds a line of samples to one cell.</summary>
    public void Add(int cell, T* samples, long length, long stride)
    {
        for (var i = 0L; i < length; i++)
        {
            var sample = samples[i * stride];
            if (!T.IsNaN(sample) && sample != _missing)
            {
                Add(cell, double.CreateTruncating(sample));
            }
        }
    }

    /// <summary>Adds what others have seen.</summary>
    public void Merge(PowerSums<T> other)
    {
        _third.Merge(other._third);
        _fourth?.Merge(other._fourth!);
    }

    /// <summary>Writes everything.</summary>
    public void Save(IBufferWriter<byte> writer)
    {
        _third.Save(writer);
        _fourth?.Save(writer);
    }

    /// <summary>Reads everything back, and returns what follows.</summary>
    public ReadOnlySpan<byte> Load(ReadOnlySpan<byte> saved)
    {
        saved = _third.Load(saved);
        return _fourth is null ? saved : _fourth.Load(saved);
    }

    /// <inheritdoc />
    public void Dispose()
    {
        _third.Dispose();
        _fourth?.Dispose();
    }

    private static void AddProduct(ExactSums sums, int cell, double a, double b)
    {
        var product = DoubleDouble.TwoProduct(a, b);
        sums.Add(cell, product.High);
        if (double.IsFinite(product.High) && product.Low != 0)
        {
            sums.Add(cell, product.Low);
        }
    }

    private void Add(int cell, double value)
    {
        var square = DoubleDouble.TwoProduct(value, value);
        var low = double.IsFinite(square.High) ? square.Low : 0;
        AddProduct(_third, cell, square.High, value);
        if (low != 0)
        {
            AddProduct(_third, cell, low, value);
        }

        if (_fourth is null)
        {
            return;
        }

        AddProduct(_fourth, cell, square.High, square.High);
        if (low != 0)
        {
            AddProduct(_fourth, cell, 2 * square.High, low);
            AddProduct(_fourth, cell, low, low);
        }
    }
}
