using Etalon.Cubes;

namespace Etalon.Storage.Tests;

public sealed class ParallelReadingTests
{
    [Theory]
    [InlineData("chunked.nc", "v")]
    [InlineData("chunked.nc", "big")]
    [InlineData("cf_NETCDF3_CLASSIC.nc", "pr")]
    public void Many_threads_read_pieces_of_one_cube_rightly(string file, string name)
    {
        const int threads = 6;
        const int reads = 60;
        using var reader = new NetCdfFormat().Open(Path.Combine(NetCdfReadingTests.Folder.Value, file));
        using var cube = reader.Open(name);
        var whole = CubeValues.Read(cube, cube.Cube.Whole);

        var wrong = Enumerable.Range(0, threads).AsParallel().WithDegreeOfParallelism(threads).Sum(thread =>
        {
            var random = new Random(thread);
            return Enumerable.Range(0, reads).Count(_ =>
            {
                var region = NetCdfReadingTests.RegionOf(random, cube.Cube.Shape);
                return !CubeValues.Read(cube, region).SequenceEqual(CubeValues.Cut(whole, cube.Cube.Shape, region));
            });
        });

        Assert.Equal(0, wrong);
    }

    [Fact]
    public void A_chunk_read_in_pieces_is_fetched_once()
    {
        using var reader = new NetCdfFormat().Open(Path.Combine(NetCdfReadingTests.Folder.Value, "chunked.nc"));
        using var cube = reader.Open("v");
        _ = CubeValues.Read(cube, new Region([0, 0, 0], [1, 1, 1]));
        var once = cube.BytesRead;

        for (var i = 0; i < 7; i++)
        {
            _ = CubeValues.Read(cube, new Region([i, 0, 0], [1, 37, 16]));
        }

        Assert.True(once > 0);
        Assert.Equal(once, cube.BytesRead);
    }

    [Fact]
    public void A_cancelled_read_stops()
    {
        using var reader = new NetCdfFormat().Open(Path.Combine(NetCdfReadingTests.Folder.Value, "chunked.nc"));
        using var cube = reader.Open("v");
        using var source = new CancellationTokenSource();
        source.Cancel();

        Assert.Throws<OperationCanceledException>(() => ReadCancelled(cube, source.Token));
    }

    private static unsafe void ReadCancelled(ICubeReader cube, CancellationToken cancellation)
    {
        using var pool = new BufferPool(16 << 20);
        using var buffer = new NativeBuffer(cube.Cube.Bytes);
        cube.Read(cube.Cube.Whole, buffer.Pointer, pool, cancellation);
    }
}
