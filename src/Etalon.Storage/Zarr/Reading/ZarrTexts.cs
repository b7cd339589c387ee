using System.Collections.Immutable;
using System.Text;
using Etalon.Cubes;

namespace Etalon.Storage;

/// <summary>Reads arrays of text; they are labels, so they are small.</summary>
internal static unsafe class ZarrTexts
{
    /// <summary>Bytes of texts that are read at most.</summary>
    public const long MostBytes = 64L << 20;

    private const long MostTexts = 1 << 20;
    private const int PointBytes = 4;

    /// <summary>All texts of an array, in row-major order; none where there are too many.</summary>
    public static ImmutableArray<string> Read(ZarrArray array)
    {
        var info = array.Info;
        var count = info.Shape.Aggregate(1L, (product, length) => product * length);
        if (count is 0 or > MostTexts || count * info.SampleBytes > MostBytes)
        {
            return [];
        }

        return info.Text == ZarrTextKind.Variable ? Variable(array, count) : Fixed(array, count);
    }

    private static ImmutableArray<string> Fixed(ZarrArray array, long count)
    {
        using var pool = new BufferPool(4 * MostBytes);
        using var all = pool.Rent(count * array.Info.SampleBytes);
        array.Read(Region.Of(array.Info.Shape), all.Pointer, pool, CancellationToken.None);
        var texts = ImmutableArray.CreateBuilder<string>((int)count);
        var encoding = array.Info.Text == ZarrTextKind.FixedPoints ? Encoding.UTF32 : Encoding.UTF8;
        for (var i = 0; i < count; i++)
        {
            texts.Add(encoding.GetString(all.Bytes.Slice(i * array.Info.SampleBytes, array.Info.SampleBytes)).TrimEnd('\0'));
        }

        return texts.MoveToImmutable();
    }

    /// <summary>Texts of any length: only where they lie along one axis.</summary>
    private static ImmutableArray<string> Variable(ZarrArray array, long count)
    {
        if (array.Info.Shape.Length != 1 || array.Info.IsSharded)
        {
            return [];
        }

        var texts = new List<string>((int)count);
        for (var shard = 0L; shard < array.Shards.Count; shard++)
        {
            var file = array.HoldShard(shard);
            try
            {
                AddChunk(array, file, texts);
            }
            catch (Exception error) when (StorageFaults.IsReading(error))
            {
                throw StorageFaults.Reading(file.Path, $"chunk ({shard}) at byte 0", error);
            }
            finally
            {
                file.Release();
            }
        }

        return [.. texts.Take((int)count)];
    }

    private static void AddChunk(ZarrArray array, ShardFile file, List<string> texts)
    {
        var chunk = array.Info.Chunk[0];
        if (file.Handle is null)
        {
            texts.AddRange(Enumerable.Repeat("", (int)Math.Min(chunk, MostTexts)));
            return;
        }

        using var pool = new BufferPool(4 * MostBytes);
        var (_, bytes) = file.Place(0);
        using var encoded = pool.Rent(Math.Min(bytes, MostBytes));
        FileBytes.Read(file.Handle, 0, encoded.Pointer, encoded.Length);
        using var decoded = pool.Rent(MostBytes);
        var length = array.Info.Pipeline.DecodeAny(encoded.Pointer, encoded.Length, decoded.Pointer, decoded.Length, pool);
        Split(decoded.Bytes[..(int)length], chunk, texts);
    }

    private static void Split(ReadOnlySpan<byte> bytes, long most, List<string> texts)
    {
        var count = Take(ref bytes);
        if (count > most)
        {
            throw new InvalidDataException($"it says that it holds {count} texts, {most} fit");
        }

        for (var i = 0; i < count; i++)
        {
            var length = Take(ref bytes);
            if (length > bytes.Length)
            {
                throw new InvalidDataException($"text {i} has {length} bytes, {bytes.Length} are left");
            }

            texts.Add(Encoding.UTF8.GetString(bytes[..(int)length]));
            bytes = bytes[(int)length..];
        }
    }

    private static uint Take(ref ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length < PointBytes)
        {
            throw new InvalidDataException("its texts end early");
        }

        var number = System.Buffers.Binary.BinaryPrimitives.ReadUInt32LittleEndian(bytes);
        bytes = bytes[PointBytes..];
        return number;
    }
}
