namespace Etalon.Engine.Tests;

public sealed class TileSharesTests
{
    [Theory]
    [InlineData(0, 1, 1)]
    [InlineData(1, 3, 2)]
    [InlineData(17, 4, 3)]
    [InlineData(1000, 2, 4)]
    public void Every_tile_is_taken_once_whoever_asks(int tiles, int workers, int seed)
    {
        var random = new Random(seed);
        var shares = new TileShares(tiles, workers);
        var taken = new List<int>();
        while (taken.Count < tiles)
        {
            taken.Add(shares.Take(random.Next(workers)));
        }

        Assert.Equal(Enumerable.Range(0, tiles), taken.Order());
        Assert.All(Enumerable.Range(0, workers), worker => Assert.Equal(-1, shares.Take(worker)));
    }

    [Fact]
    public void A_worker_goes_through_its_own_stretch_in_order_and_then_helps_from_the_end_of_another()
    {
        var shares = new TileShares(8, 2);

        Assert.Equal([4, 5, 6, 7, 3, 2], Enumerable.Range(0, 6).Select(_ => shares.Take(1)));
        Assert.Equal([0, 1, -1], Enumerable.Range(0, 3).Select(_ => shares.Take(0)));
    }
}
