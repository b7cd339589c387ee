using Etalon.Cubes;

namespace Etalon.Storage.Tests;

public sealed class ZarrDamageTests
{
    private static readonly ZarrFormat Format = new();
    private static readonly CubeInfo Cube = new("v", [new Axis("y", 40), new Axis("x", 30)], SampleType.UInt16);

    [Theory]
    [InlineData(ChunkCodec.None)]
    [InlineData(ChunkCodec.Lz4)]
    [InlineData(ChunkCodec.Zstd)]
    public void A_flipped_bit_anywhere_in_a_shard_is_found_and_its_file_named(ChunkCodec codec)
    {
        using var folder = new TempFolder();
        var shard = Make(folder, codec);
        var whole = File.ReadAllBytes(shard);
        var random = new Random(5);
        for (var at = 0; at < whole.Length; at += 1 + random.Next(40))
        {
            var flipped = (byte[])whole.Clone();
            flipped[at] ^= (byte)(1 << random.Next(8));
            File.WriteAllBytes(shard, flipped);

            var damages = ZarrVerify.Run(folder["a.zarr"], null, CancellationToken.None);

            Assert.NotEmpty(damages);
            Assert.All(damages, damage => Assert.Equal("v/c/0/0", damage.File));
        }
    }

    [Theory]
    [InlineData(ChunkCodec.None)]
    [InlineData(ChunkCodec.Lz4)]
    public void Reading_a_whole_chunk_with_a_flipped_bit_is_refused_with_its_file_chunk_and_place(ChunkCodec codec)
    {
        using var folder = new TempFolder();
        var shard = Make(folder, codec);
        var bytes = File.ReadAllBytes(shard);
        bytes[50] ^= 4;
        File.WriteAllBytes(shard, bytes);
        using var dataset = Format.Open(folder["a.zarr"]);
        using var reader = dataset.Open("v");

        var refusal = Assert.Throws<RefusalException>(() => CubeFile.Read(reader, Cube.Whole));

        Assert.Equal("corrupt-file", refusal.Code);
        Assert.Contains(shard, refusal.Message, StringComparison.Ordinal);
        Assert.Contains("chunk (0, 0) at byte 0", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_chunk_that_was_read_before_is_checked_again_after_its_file_has_changed()
    {
        using var folder = new TempFolder();
        var shard = Make(folder, ChunkCodec.None);
        using (var dataset = Format.Open(folder["a.zarr"]))
        using (var reader = dataset.Open("v"))
        {
            Assert.Equal(Samples(), CubeFile.Read(reader, Cube.Whole));
            Assert.Equal(Samples(), CubeFile.Read(reader, Cube.Whole));
        }

        var bytes = File.ReadAllBytes(shard);
        bytes[5] ^= 1;
        File.WriteAllBytes(shard, bytes);
        File.SetLastWriteTimeUtc(shard, File.GetLastWriteTimeUtc(shard).AddSeconds(1));
        using var again = Format.Open(folder["a.zarr"]);
        using var second = again.Open("v");
        Assert.Equal("corrupt-file", Assert.Throws<RefusalException>(() => CubeFile.Read(second, Cube.Whole)).Code);
    }

    [Fact]
    public void A_damaged_chunk_is_reported_with_its_place()
    {
        using var folder = new TempFolder();
        var shard = Make(folder, ChunkCodec.None);
        var bytes = File.ReadAllBytes(shard);
        bytes[(10 * 10 * 2) + 4 + 7] ^= 1;
        File.WriteAllBytes(shard, bytes);

        var damage = Assert.Single(ZarrVerify.Run(folder["a.zarr"], null, CancellationToken.None));

        Assert.Equal(("v/c/0/0", 204L), (damage.File, damage.Offset));
        Assert.Equal([0L, 1L], [.. damage.Chunk]);
    }

    [Theory]
    [InlineData(ChunkCodec.None)]
    [InlineData(ChunkCodec.Lz4)]
    public void A_shard_cut_short_anywhere_is_refused(ChunkCodec codec)
    {
        using var folder = new TempFolder();
        var shard = Make(folder, codec);
        var whole = File.ReadAllBytes(shard);
        for (var length = 0; length < whole.Length; length += 64)
        {
            File.WriteAllBytes(shard, whole[..length]);
            using var dataset = Format.Open(folder["a.zarr"]);
            using var reader = dataset.Open("v");
            Assert.Equal("corrupt-file", Assert.Throws<RefusalException>(() => CubeFile.Read(reader, Cube.Whole)).Code);
            Assert.NotEmpty(ZarrVerify.Run(folder["a.zarr"], null, CancellationToken.None));
        }
    }

    [Fact]
    public void A_missing_a_foreign_and_an_exchanged_shard_are_found()
    {
        using var folder = new TempFolder();
        var shard = Make(folder, ChunkCodec.None);
        var other = folder["a.zarr/v/c/1/0"];
        var whole = File.ReadAllBytes(shard);
        File.WriteAllBytes(shard, File.ReadAllBytes(other));
        Assert.Contains(Verify(folder), damage => damage.File is "v/c/0/0" && damage.What.Contains("other chunks", StringComparison.Ordinal));

        File.Delete(shard);
        Assert.Contains(Verify(folder), damage => damage.File is "v/c/0/0" && damage.What.Contains("missing", StringComparison.Ordinal));

        File.WriteAllBytes(shard, whole);
        Assert.Empty(Verify(folder));
        File.WriteAllText(folder["a.zarr/v/zarr.json"], File.ReadAllText(folder["a.zarr/v/zarr.json"]).Replace("uint16", "int16", StringComparison.Ordinal));
        Assert.Contains(Verify(folder), damage => damage.File is "v/zarr.json");
    }

    [Fact]
    public void Metadata_cut_short_anywhere_are_refused()
    {
        using var folder = new TempFolder();
        _ = Make(folder, ChunkCodec.None);
        var file = folder["a.zarr/zarr.json"];
        var whole = File.ReadAllBytes(file);
        for (var length = 0; length < whole.Length; length += 97)
        {
            File.WriteAllBytes(file, whole[..length]);
            Assert.Equal("corrupt-file", Assert.Throws<RefusalException>(() => Format.Open(folder["a.zarr"])).Code);
        }
    }

    [Fact]
    public void Metadata_with_a_changed_byte_never_cause_anything_but_refusals_or_samples()
    {
        using var folder = new TempFolder();
        _ = Make(folder, ChunkCodec.Lz4);
        var file = folder["a.zarr/zarr.json"];
        var whole = File.ReadAllBytes(file);
        var random = new Random(3);
        for (var i = 0; i < 400; i++)
        {
            var changed = (byte[])whole.Clone();
            changed[random.Next(changed.Length)] = (byte)random.Next(32, 127);
            File.WriteAllBytes(file, changed);
            try
            {
                using var dataset = Format.Open(folder["a.zarr"]);
                foreach (var cube in dataset.Cubes.Where(cube => cube.Bytes < 1 << 20))
                {
                    using var reader = dataset.Open(cube.Name);
                    _ = CubeFile.Read(reader, cube.Whole);
                }
            }
            catch (RefusalException)
            {
                // A refusal is what a damaged file deserves; anything else fails the test.
            }
        }
    }

    [Fact]
    public void A_link_that_leaves_the_store_is_refused_and_one_inside_is_followed()
    {
        using var folder = new TempFolder();
        var shard = Make(folder, ChunkCodec.None);
        File.Move(shard, folder["elsewhere"]);
        File.CreateSymbolicLink(shard, folder["elsewhere"]);
        using (var dataset = Format.Open(folder["a.zarr"]))
        using (var reader = dataset.Open("v"))
        {
            Assert.Equal("link-outside", Assert.Throws<RefusalException>(() => CubeFile.Read(reader, Cube.Whole)).Code);
        }

        File.Delete(shard);
        File.Move(folder["elsewhere"], folder["a.zarr/inside"]);
        File.CreateSymbolicLink(shard, folder["a.zarr/inside"]);
        Directory.CreateSymbolicLink(folder["other-name"], folder["a.zarr"]);
        using (var dataset = Format.Open(folder["other-name"]))
        using (var reader = dataset.Open("v"))
        {
            Assert.Equal(Samples(), CubeFile.Read(reader, Cube.Whole));
        }
    }

    [Theory]
    [InlineData("\"shape\":[40,30]", "\"shape\":[9223372036854775807,30]", "corrupt-file")]
    [InlineData("\"shape\":[40,30]", "\"shape\":[-1,30]", "corrupt-file")]
    [InlineData("\"shape\":[40,30]", "\"shape\":[1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1]", "corrupt-file")]
    [InlineData("\"chunk_shape\":[20,30]", "\"chunk_shape\":[20,0]", "corrupt-file")]
    [InlineData("\"chunk_shape\":[10,10]", "\"chunk_shape\":[7,10]", "corrupt-file")]
    [InlineData("\"v\":{", "\"../v\":{", "corrupt-file")]
    [InlineData("\"v\":{", "\"/etc\":{", "corrupt-file")]
    public void Lying_metadata_are_refused(string honest, string lie, string code)
    {
        using var folder = new TempFolder();
        _ = Make(folder, ChunkCodec.None);
        var file = folder["a.zarr/zarr.json"];
        var text = File.ReadAllText(file);
        Assert.Contains(honest, text, StringComparison.Ordinal);
        File.WriteAllText(file, text.Replace(honest, lie, StringComparison.Ordinal));

        Assert.Equal(code, Assert.Throws<RefusalException>(() => Format.Open(folder["a.zarr"])).Code);
    }

    [Theory]
    [InlineData("\"name\":\"crc32c\",\"configuration\":{}}],\"index_codecs\"", "\"name\":\"secret\"}],\"index_codecs\"", "secret")]
    [InlineData("\"data_type\":\"uint16\"", "\"data_type\":\"r24\"", "r24")]
    public void What_is_not_understood_is_named_and_left_out(string honest, string strange, string name)
    {
        using var folder = new TempFolder();
        _ = Make(folder, ChunkCodec.None);
        var file = folder["a.zarr/zarr.json"];
        File.WriteAllText(file, File.ReadAllText(file).Replace(honest, strange, StringComparison.Ordinal));

        using var dataset = Format.Open(folder["a.zarr"]);

        Assert.Empty(dataset.Cubes);
        Assert.Contains($"'{name}'", Assert.Single(dataset.Remarks), StringComparison.Ordinal);
    }

    private static System.Collections.Immutable.ImmutableArray<ZarrDamage> Verify(TempFolder folder) =>
        ZarrVerify.Run(folder["a.zarr"], null, CancellationToken.None);

    private static byte[] Samples()
    {
        var samples = new byte[Cube.Bytes];
        new Random(9).NextBytes(samples);
        return samples;
    }

    private static string Make(TempFolder folder, ChunkCodec codec)
    {
        CubeFile.Write(Format, folder["a.zarr"], Cube, new CubeLayout([10, 10], [20, 30], codec), Samples());
        return folder["a.zarr/v/c/0/0"];
    }
}
