namespace Etalon.Operators;

/// <summary>The arithmetic of a map: knows no file, thread, chunk or network. One instance serves one thread.</summary>
public interface IMapKernel : IDisposable
{
    /// <summary>
    /// Computes the output blocks. An input that the demand left out has an empty block. Every sample of every output block
    /// must be written: buffers hold old bytes.
    /// </summary>
    void Run(ReadOnlySpan<Block> inputs, ReadOnlySpan<Block> outputs, CancellationToken cancellation);
}
