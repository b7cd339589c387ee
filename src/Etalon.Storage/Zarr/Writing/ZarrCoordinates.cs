using System.Buffers.Binary;
using System.Collections.Immutable;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;
using Etalon.Cubes;

namespace Etalon.Storage;

/// <summary>The small arrays beside cubes: coordinates, labels, cell edges. Each is one chunk with a checksum.</summary>
internal static class ZarrCoordinates
{
    private static readonly JsonElement Nothing = JsonElement.Parse("{}");

    /// <summary>Whether an axis gets an array. Regular coordinates beyond 128 MB say their start and step only.</summary>
    public static bool HasArray(Axis axis) => axis.Coordinates is { } given
        && (given is not RegularCoordinates || given.Length <= ZarrLimits.Coordinates / 4);

    /// <summary>The array of an axis, described and encoded.</summary>
    public static (ZarrArrayInfo Info, byte[] Chunk) Of(string group, Axis axis) => axis.Coordinates is LabelCoordinates labels
        ? (Info(group, ZarrPlaces.Safe(axis.Name), [axis.Length], [axis.Name], ZarrTextKind.Variable), WithCrc(Texts(labels.Labels)))
        : (Info(group, ZarrPlaces.Safe(axis.Name), [axis.Length], [axis.Name], ZarrTextKind.None), WithCrc(Numbers(axis.Coordinates!.ToArray())));

    /// <summary>The array of an axis's cell edges.</summary>
    public static (ZarrArrayInfo Info, byte[] Chunk) BoundsOf(string group, Axis axis, string edgeAxis) => (
        Info(group, ZarrPlaces.BoundsName(ZarrPlaces.Safe(axis.Name)), [axis.Length, 2], [axis.Name, edgeAxis], ZarrTextKind.None),
        WithCrc(Numbers(axis.Bounds.AsSpan())));

    private static ZarrArrayInfo Info(
        string group, string name, ImmutableArray<long> shape, ImmutableArray<string?> names, ZarrTextKind text)
    {
        var type = text == ZarrTextKind.None ? SampleType.Float64 : SampleType.UInt8;
        return new ZarrArrayInfo
        {
            Path = ZarrPlaces.Join(group, name),
            File = name,
            Shape = shape,
            Type = type,
            SampleBytes = type.Bytes(),
            Text = text,
            Fill = ZarrFill.Of(type, missing: null),
            Shard = shape,
            Chunk = shape,
            Pipeline = new ChunkPipeline([new Crc32CStep()]),
            Keys = new ZarrKeys("c", '/'),
            DimensionNames = names,
            Attributes = Nothing,
        };
    }

    private static byte[] Numbers(ReadOnlySpan<double> values)
    {
        var bytes = new byte[(values.Length * sizeof(double)) + Crc32CStep.Bytes];
        MemoryMarshal.AsBytes(values).CopyTo(bytes);
        return bytes;
    }

    private static byte[] Texts(ImmutableArray<string> labels)
    {
        var length = sizeof(int) + labels.Sum(label => sizeof(int) + Encoding.UTF8.GetByteCount(label));
        var bytes = new byte[length + Crc32CStep.Bytes];
        BinaryPrimitives.WriteInt32LittleEndian(bytes, labels.Length);
        var at = sizeof(int);
        foreach (var label in labels)
        {
            var count = Encoding.UTF8.GetBytes(label, bytes.AsSpan(at + sizeof(int)));
            BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(at), count);
            at += sizeof(int) + count;
        }

        return bytes;
    }

    private static byte[] WithCrc(byte[] bytes)
    {
        var end = bytes.Length - Crc32CStep.Bytes;
        BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(end), Crc32C.Of(bytes.AsSpan(0, end)));
        return bytes;
    }
}
