using FsCheck;
using FsCheck.Fluent;

namespace Etalon.Native.Tests;

public sealed class BloscTests
{
    [Theory]
    [InlineData("lz4", BloscShuffle.Bits)]
    [InlineData("zstd", BloscShuffle.Bytes)]
    [InlineData("blosclz", BloscShuffle.None)]
    public void Any_bytes_come_back(string codec, BloscShuffle shuffle)
    {
        Prop.ForAll<byte[]>(bytes =>
        {
            bytes ??= [];
            var encoded = new byte[Blosc.Bound(bytes.Length)];
            var written = Blosc.Compress(bytes, encoded, codec, 5, shuffle, 4);
            var decoded = new byte[bytes.Length];

            Assert.Equal(bytes.Length, Blosc.DecodedBytes(encoded.AsSpan(0, written)));
            Assert.Equal(bytes.Length, Blosc.Decompress(encoded.AsSpan(0, written), decoded));
            Assert.Equal(bytes, decoded);
        }).QuickCheckThrowOnFailure();
    }

    [Theory]
    [InlineData(0, 9)]
    [InlineData(3, 0)]
    [InlineData(4, 1)]
    [InlineData(7, 0x7f)]
    [InlineData(7, 0xff)]
    [InlineData(8, 1)]
    [InlineData(11, 0x7f)]
    [InlineData(12, 1)]
    [InlineData(15, 0x7f)]
    public void A_header_that_lies_is_rejected(int position, byte value)
    {
        var encoded = Encoded();
        encoded[position] = value;

        Assert.Throws<NativeException>(() => Blosc.Decompress(encoded, new byte[4096]));
    }

    [Fact]
    public void A_container_cut_anywhere_is_rejected()
    {
        var encoded = Encoded();

        for (var length = 0; length < encoded.Length; length++)
        {
            Assert.Throws<NativeException>(() => Blosc.Decompress(encoded.AsSpan(0, length), new byte[4096]));
        }
    }

    [Fact]
    public void Any_damage_is_refused_or_stays_within_the_memory()
    {
        var encoded = Encoded();
        Prop.ForAll<int, byte>((position, value) =>
        {
            var damaged = (byte[])encoded.Clone();
            damaged[(int)((uint)position % damaged.Length)] = value;
            var room = new byte[4096 + 64];
            room.AsSpan(4096).Fill(0xA5);
            try
            {
                Blosc.Decompress(damaged, room.AsSpan(0, 4096));
            }
            catch (NativeException)
            {
                // Refusing is right as well.
            }

            Assert.Equal(-1, room.AsSpan(4096).IndexOfAnyExcept((byte)0xA5));
        }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void Too_little_room_is_refused_on_both_sides()
    {
        var encoded = Encoded();

        Assert.Throws<NativeException>(() => Blosc.Decompress(encoded, new byte[4095]));
        Assert.Throws<NativeException>(() => Blosc.Compress(new byte[100], new byte[115], "lz4", 5, BloscShuffle.Bytes, 4));
        Assert.Throws<NativeException>(() => Blosc.Compress(new byte[100], new byte[116], "nonsense", 5, BloscShuffle.Bytes, 4));
    }

    private static byte[] Encoded()
    {
        var samples = new byte[4096];
        for (var i = 0; i < samples.Length; i++)
        {
            samples[i] = (byte)(i % 23);
        }

        var encoded = new byte[Blosc.Bound(samples.Length)];
        return encoded[..Blosc.Compress(samples, encoded, "lz4", 5, BloscShuffle.Bytes, 4)];
    }
}
