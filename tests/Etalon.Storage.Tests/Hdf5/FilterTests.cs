using Etalon.Native;

namespace Etalon.Storage.Tests;

public sealed unsafe class FilterTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(8)]
    public void Shuffling_there_and_back_changes_nothing_and_planes_are_in_order(int elementBytes)
    {
        foreach (var bytes in new[] { 0, 1, 7, 64, 127, 128, 1000, 4096 + 5 })
        {
            var source = Noise(bytes, elementBytes);
            var planes = new byte[bytes];
            var back = new byte[bytes];
            fixed (byte* from = source, middle = planes, to = back)
            {
                ByteShuffle.Encode(from, middle, bytes, elementBytes);
                ByteShuffle.Decode(middle, to, bytes, elementBytes);
            }

            Assert.Equal(source, back);
            var count = bytes / elementBytes;
            for (var i = 0; i < count * elementBytes; i++)
            {
                Assert.Equal(source[i], planes[(i % elementBytes * count) + (i / elementBytes)]);
            }
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(4)]
    [InlineData(8)]
    public void Bitshuffle_agrees_with_its_own_library_bit_for_bit(int elementBytes)
    {
        foreach (var elements in new[] { 1, 8, 9, 64, 1000, 4096, 4099, 30_001 })
        {
            var source = Noise(elements * elementBytes, elementBytes);
            var encoded = new byte[Bitshuffle.Bound(elements, elementBytes) + 12];
            var length = (int)Bitshuffle.Compress(source, encoded.AsSpan(12), elementBytes);
            System.Buffers.Binary.BinaryPrimitives.WriteUInt64BigEndian(encoded, (ulong)source.Length);
            System.Buffers.Binary.BinaryPrimitives.WriteUInt32BigEndian(encoded.AsSpan(8), 8192);
            var step = FilterSteps.Find(new Hdf5Filter(Hdf5Filter.BitshuffleId, [0, 3, (uint)elementBytes, 0, 2]), elementBytes)!;
            var decoded = new byte[source.Length];

            Assert.Equal(source.Length, step(encoded.AsSpan(0, 12 + length), decoded));
            Assert.Equal(source, decoded);
        }
    }

    [Fact]
    public void The_scalar_way_and_the_vectors_agree()
    {
        const int rowBytes = 1003;
        var source = Noise(8 * rowBytes, 1);
        var scalar = new byte[source.Length];
        var vectors = new byte[source.Length];
        fixed (byte* from = source, one = scalar, other = vectors)
        {
            BitTranspose.DecodePlaneScalar(from, one, rowBytes, 0);
            BitTranspose.Decode(from, other, 8 * rowBytes, 1);
        }

        Assert.Equal(scalar, vectors);
    }

    [Fact]
    public void Damaged_streams_never_leave_their_spans()
    {
        const int trials = 3000;
        int[] filters =
        [
            Hdf5Filter.DeflateId, Hdf5Filter.LzfId, Hdf5Filter.BloscId, Hdf5Filter.Lz4Id, Hdf5Filter.ZstdId, Hdf5Filter.BitshuffleId,
            Hdf5Filter.Fletcher32Id,
        ];
        var random = new Random(3);
        for (var trial = 0; trial < trials; trial++)
        {
            var source = new byte[random.Next(200)];
            random.NextBytes(source);
            if (source.Length > 12)
            {
                // Often a header that is nearly right.
                source.AsSpan(0, 7).Clear();
                source.AsSpan(8, 2).Clear();
            }

            var guarded = new byte[300];
            Array.Fill(guarded, (byte)0xA5);
            var step = FilterSteps.Find(new Hdf5Filter(filters[trial % filters.Length], [0, 3, 2, 0, 2]), 2)!;

            var error = Record.Exception(() => step(source, guarded.AsSpan(100, 100)));

            Assert.True(error is null or InvalidDataException or NativeException, $"{error}");
            Assert.All(guarded[..100].Concat(guarded[200..]), value => Assert.Equal(0xA5, value));
        }
    }

    /// <summary>Counts with small values, so that high bytes repeat.</summary>
    private static byte[] Noise(int bytes, int elementBytes)
    {
        var random = new Random(bytes + elementBytes);
        var noise = new byte[bytes];
        for (var i = 0; i < bytes; i++)
        {
            noise[i] = (byte)(i % elementBytes == 0 ? random.Next(256) : random.Next(3));
        }

        return noise;
    }
}
