using Etalon.Native;

namespace Etalon.Storage;

/// <summary>The Blosc container.</summary>
internal sealed unsafe class BloscStep(string codec, int level, BloscShuffle shuffle, int sampleBytes) : ChunkStep
{
    /// <summary>LZ4, Zstandard, … inside.</summary>
    public string Codec => codec;

    /// <summary>0 to 9.</summary>
    public int Level => level;

    /// <summary>Bytes of a sample as the shuffle sees it.</summary>
    public int SampleBytes => sampleBytes;

    /// <summary>What is done before.</summary>
    public BloscShuffle Shuffle => shuffle;

    /// <inheritdoc />
    public override string Name => "blosc";

    /// <inheritdoc />
    public override long Growth(long bytes) => Blosc.HeaderBytes;

    /// <inheritdoc />
    public override long Decode(byte* source, long bytes, byte* target, long capacity) =>
        Blosc.Decompress(source, checked((int)bytes), target, checked((int)capacity));

    /// <inheritdoc />
    public override long Encode(byte* source, long bytes, byte* target, long capacity) =>
        Blosc.Compress(source, checked((int)bytes), target, (int)Math.Min(capacity, int.MaxValue), codec, level, shuffle, sampleBytes);
}
