using System.Runtime.Intrinsics;
using Etalon.Cubes;

namespace Etalon.Operators.Datacubes;

/// <summary>Room for a slab of pairs: both samples as doubles (NaN where either is missing) and their exact product.</summary>
internal sealed unsafe class CorrelateStrips(Inputs inputs) : IDisposable
{
    /// <summary>Pairs that are brought at once; four doubles each stay in the second cache.</summary>
    public const int Samples = 32 * 1024;

    private readonly NativeBuffer _memory = new(4L * Samples * sizeof(double));
    private readonly StripLoader<double> _loader = StripLoader<double>.For(inputs[0], InputPart.Whole);
    private readonly StripLoader<double> _otherLoader = StripLoader<double>.For(inputs[1], InputPart.Whole);
    private readonly int[] _positions = AxisJoin.Positions(inputs[0], inputs[0]);
    private readonly int[] _otherPositions = AxisJoin.Positions(inputs[1], inputs[0]);

    /// <summary>Samples of the first cube.</summary>
    public double* First => (double*)_memory.Pointer;

    /// <summary>Samples of the other cube.</summary>
    public double* Second => First + Samples;

    /// <summary>Products, rounded.</summary>
    public double* Product => Second + Samples;

    /// <summary>What rounding took from the products.</summary>
    public double* Rest => Product + Samples;

    /// <summary>Whether products of these samples always fit into one double.</summary>
    public bool AreProductsExact { get; } = inputs.Ports.All(port => port.Cube.Type == SampleType.Float32 || port.Cube.Type.Bytes() <= 2);

    /// <summary>Brings the pairs from a place on, counted in the first block.</summary>
    public void Bring(Block first, Block second, long from, int count)
    {
        var axes = new BroadcastAxes(first.Region, first.Region, _positions, stackalloc BoxAxis[first.Region.Rank]);
        var otherAxes = new BroadcastAxes(second.Region, first.Region, _otherPositions, stackalloc BoxAxis[first.Region.Rank]);
        for (var at = 0; at < count; at += Strip<double>.Samples)
        {
            var length = Math.Min(Strip<double>.Samples, count - at);
            _loader.Load(axes, first.Pointer, from + at, First + at, length);
            _otherLoader.Load(otherAxes, second.Pointer, from + at, Second + at, length);
        }

        Multiply(count);
    }

    /// <inheritdoc />
    public void Dispose() => _memory.Dispose();

    /// <summary>Computes past the last pair up to a whole vector; nobody looks there.</summary>
    private void Multiply(int count)
    {
        for (var i = 0; i < count; i += Vector512<double>.Count)
        {
            var (a, b) = (Vector512.Load(First + i), Vector512.Load(Second + i));
            var product = a * b;
            var rest = Vector512.FusedMultiplyAdd(a, b, -product);

            // NaN plus anything is NaN: each sample is missing where the other is.
            var missing = ~(Vector512.Equals(a, a) & Vector512.Equals(b, b));
            (a | missing).Store(First + i);
            (b | missing).Store(Second + i);
            product.Store(Product + i);
            (rest & Vector512.Equals(rest, rest)).Store(Rest + i);
        }
    }
}
