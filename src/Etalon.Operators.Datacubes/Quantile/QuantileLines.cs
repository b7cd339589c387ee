using Etalon.Cubes;

namespace Etalon.Operators.Datacubes;

/// <summary>Quantiles of lines of samples: line by line, or a vector of neighbouring lines at once.</summary>
internal abstract unsafe class QuantileLines : IDisposable
{
    /// <summary>Longer lines are taken one by one, so that a tile stays in the caches.</summary>
    protected const long LongestTile = 64 * 1024;

    /// <summary>The lines of a cube.</summary>
    /// <param name="input">The cube.</param>
    /// <param name="samples">Samples in a line, at most.</param>
    /// <param name="q">The fraction.</param>
    public static QuantileLines Of(CubeInfo input, long samples, double q) => input.Type switch
    {
        SampleType.Int8 => new QuantileLines<sbyte, uint>(input.Missing, samples, q),
        SampleType.UInt8 => new QuantileLines<byte, uint>(input.Missing, samples, q),
        SampleType.Int16 => new QuantileLines<short, uint>(input.Missing, samples, q),
        SampleType.UInt16 => new QuantileLines<ushort, uint>(input.Missing, samples, q),
        SampleType.Int32 => new QuantileLines<int, uint>(input.Missing, samples, q),
        SampleType.UInt32 => new QuantileLines<uint, uint>(input.Missing, samples, q),
        SampleType.Int64 => new QuantileLines<long, ulong>(input.Missing, samples, q),
        SampleType.UInt64 => new QuantileLines<ulong, ulong>(input.Missing, samples, q),
        SampleType.Float32 => new QuantileLines<float, uint>(null, samples, q),
        SampleType.Float64 => new QuantileLines<double, ulong>(null, samples, q),
        _ => throw new NotSupportedException(input.Type.Name()),
    };

    /// <summary>Bytes held for lines of that length.</summary>
    public static long Bytes(SampleType type, long samples)
    {
        var keyBytes = type.Bytes() == sizeof(ulong) ? sizeof(ulong) : sizeof(uint);
        return samples <= LongestTile ? samples * 64 : ((samples + 16) * keyBytes) + 4096;
    }

    /// <summary>Writes the quantile of every line.</summary>
    /// <param name="source">The first sample of the block.</param>
    /// <param name="bases">Where each line starts.</param>
    /// <param name="offsets">Where its samples lie from there.</param>
    /// <param name="output">One result per line.</param>
    /// <param name="cancellation">Stops between lines.</param>
    public abstract void Run(
        byte* source, ReadOnlySpan<long> bases, ReadOnlySpan<long> offsets, Block output, CancellationToken cancellation);

    /// <inheritdoc />
    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Gives memory back.</summary>
    protected abstract void Dispose(bool disposing);
}
