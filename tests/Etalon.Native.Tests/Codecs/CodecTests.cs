using FsCheck;
using FsCheck.Fluent;

namespace Etalon.Native.Tests;

public sealed class CodecTests
{
    [Fact]
    public void Lz4_gives_any_bytes_back_and_refuses_short_room()
    {
        Prop.ForAll<byte[]>(bytes =>
        {
            bytes ??= [];
            var encoded = new byte[Lz4.Bound(bytes.Length)];
            var written = Lz4.Compress(bytes, encoded);
            var decoded = new byte[bytes.Length];

            Assert.Equal(bytes.Length, Lz4.Decompress(encoded.AsSpan(0, written), decoded));
            Assert.Equal(bytes, decoded);
            if (bytes.Length > 0)
            {
                Assert.Throws<NativeException>(() => Lz4.Decompress(encoded.AsSpan(0, written), new byte[bytes.Length - 1]));
            }
        }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void Zstd_gives_any_bytes_back_and_states_their_number()
    {
        Prop.ForAll<byte[]>(bytes =>
        {
            bytes ??= [];
            var encoded = new byte[Zstd.Bound(bytes.Length)];
            var written = Zstd.Compress(bytes, encoded, level: 3);
            var decoded = new byte[bytes.Length];

            Assert.Equal(bytes.Length, Zstd.DecodedBytes(encoded.AsSpan(0, written)));
            Assert.Equal(bytes.Length, Zstd.Decompress(encoded.AsSpan(0, written), decoded));
            Assert.Equal(bytes, decoded);
        }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void Zstd_refuses_what_is_no_frame_cut_or_too_big_for_its_room()
    {
        var encoded = new byte[Zstd.Bound(1000)];
        var written = Zstd.Compress(new byte[1000], encoded, level: 1);

        Assert.Throws<NativeException>(() => Zstd.DecodedBytes("no frame at all"u8));
        Assert.Throws<NativeException>(() => Zstd.Decompress(encoded.AsSpan(0, written - 1), new byte[1000]));
        Assert.Contains("too small", Assert.Throws<NativeException>(() => Zstd.Decompress(encoded.AsSpan(0, written), new byte[999])).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(2, 5000)]
    [InlineData(4, 8192)]
    [InlineData(8, 17)]
    public void Bitshuffle_gives_samples_back(int sampleBytes, int samples)
    {
        var source = new byte[samples * sampleBytes];
        for (var i = 0; i < source.Length; i++)
        {
            source[i] = (byte)(i % sampleBytes == 0 ? i / 100 : 0);
        }

        var encoded = new byte[Bitshuffle.Bound(samples, sampleBytes)];
        var written = Bitshuffle.Compress(source, encoded, sampleBytes);
        var decoded = new byte[source.Length];

        Assert.Equal(written, Bitshuffle.Decompress(encoded.AsSpan(0, (int)written), decoded, sampleBytes));
        Assert.Equal(source, decoded);
    }
}
