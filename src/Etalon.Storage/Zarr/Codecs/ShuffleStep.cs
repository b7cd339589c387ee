namespace Etalon.Storage;

/// <summary>Bytes of equal weight together, as numcodecs does it without Blosc.</summary>
internal sealed unsafe class ShuffleStep(int sampleBytes) : ChunkStep
{
    /// <inheritdoc />
    public override string Name => "shuffle";

    /// <inheritdoc />
    public override long Growth(long bytes) => 0;

    /// <inheritdoc />
    public override long Decode(byte* source, long bytes, byte* target, long capacity)
    {
        if (bytes > capacity)
        {
            throw new InvalidDataException($"it holds {bytes} bytes, {capacity} fit");
        }

        var samples = bytes / sampleBytes;
        for (var part = 0; part < sampleBytes; part++)
        {
            var from = source + (part * samples);
            var to = target + part;
            for (var i = 0L; i < samples; i++, to += sampleBytes)
            {
                *to = from[i];
            }
        }

        var whole = samples * sampleBytes;
        Buffer.MemoryCopy(source + whole, target + whole, bytes - whole, bytes - whole);
        return bytes;
    }
}
