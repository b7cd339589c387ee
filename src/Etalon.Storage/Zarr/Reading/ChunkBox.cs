namespace Etalon.Storage;

/// <summary>The part of one chunk that a read asks for, and where it goes.</summary>
internal readonly unsafe ref struct ChunkBox
{
    /// <summary>First sample within the chunk.</summary>
    public required ReadOnlySpan<long> Start { get; init; }

    /// <summary>Lengths of the part.</summary>
    public required ReadOnlySpan<long> Length { get; init; }

    /// <summary>The first sample's place.</summary>
    public required byte* Target { get; init; }

    /// <summary>Byte distances there.</summary>
    public required ReadOnlySpan<long> TargetStrides { get; init; }

    /// <summary>Samples in the part.</summary>
    public long Samples
    {
        get
        {
            var samples = 1L;
            foreach (var length in Length)
            {
                samples *= length;
            }

            return samples;
        }
    }

    /// <summary>Where the part begins in a decoded chunk of given byte distances.</summary>
    public long OffsetIn(ReadOnlySpan<long> chunkStrides)
    {
        var offset = 0L;
        for (var i = 0; i < Start.Length; i++)
        {
            offset += Start[i] * chunkStrides[i];
        }

        return offset;
    }

    /// <summary>Whether the part is the whole chunk and lies packed in the target.</summary>
    public bool IsPackedChunk(ReadOnlySpan<long> chunk, ReadOnlySpan<long> chunkStrides)
    {
        for (var i = 0; i < chunk.Length; i++)
        {
            if (Length[i] != chunk[i] || (chunk[i] > 1 && TargetStrides[i] != chunkStrides[i]))
            {
                return false;
            }
        }

        return true;
    }
}
