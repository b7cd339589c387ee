using System.Buffers;

namespace Etalon.Operators;

/// <summary>The arithmetic of a stream: <see cref="IMapKernel.Run"/> is called for consecutive blocks along the stream axis.</summary>
public interface IStreamKernel : IMapKernel
{
    /// <summary>Writes what is carried to the next block.</summary>
    void Save(IBufferWriter<byte> writer);

    /// <summary>Continues from what was saved.</summary>
    void Load(ReadOnlySpan<byte> saved);
}
