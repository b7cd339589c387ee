using FsCheck;
using FsCheck.Fluent;

namespace Etalon.Storage.Tests;

public sealed class ZarrRoundTripTests
{
    private static readonly ZarrFormat Format = new();

    [Fact]
    public void Any_region_of_any_cube_reads_back_as_it_was_written()
    {
        var codecs = new[] { ChunkCodec.None, ChunkCodec.Lz4, ChunkCodec.Zstd, ChunkCodec.Deflate };
        Check.One(
            Config.QuickThrowOnFailure.WithMaxTest(150),
            Prop.ForAll(RandomCase.Any(codecs), sample =>
            {
                using var folder = new TempFolder();
                CubeFile.Write(Format, folder["cube.zarr"], sample.Cube, sample.Layout, sample.Samples);
                using var dataset = Format.Open(folder["cube.zarr"]);
                using var reader = dataset.Open("data");

                Assert.Equal(sample.Cube, dataset.Cubes.Single());
                Assert.Equal(sample.Samples, CubeFile.Read(reader, sample.Cube.Whole));
                Assert.Equal(CubeFile.Cut(sample.Samples, sample.Cube, sample.Region), CubeFile.Read(reader, sample.Region));
            }));
    }
}
