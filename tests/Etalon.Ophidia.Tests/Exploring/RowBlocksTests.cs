using System.Collections.Immutable;
using System.Runtime.InteropServices;
using Etalon.Cubes;
using FsCheck;
using FsCheck.Fluent;

namespace Etalon.Ophidia.Tests;

public sealed class RowBlocksTests
{
    [Fact]
    public void However_rows_are_cut_the_chosen_samples_come_in_order() => Prop.ForAll(
        ArbMap.Default.GeneratorFor<int>().ToArbitrary(),
        seed =>
        {
            var random = new Random(seed);
            var shape = Enumerable.Range(0, random.Next(1, 5)).Select(_ => (long)random.Next(1, 9)).ToImmutableArray();
            var places = shape.Select(length => Some(random, length)).ToImmutableArray();
            var rowAxes = random.Next(0, shape.Length + 1);
            var blocks = new RowBlocks(places, rowAxes, sizeof(int));
            var limit = random.Next(2) == 0 ? blocks.Rows : random.Next(1, (int)blocks.Rows + 1);

            var read = new List<int>();
            var rows = 0L;
            foreach (var block in blocks.Of(limit, random.Next(1, 400)))
            {
                var values = MemoryMarshal.Cast<byte, int>(block.Gather(Read(shape, block.Region)).Span);
                read.AddRange(values[..(int)(block.Rows * blocks.RowLength)]);
                rows += block.Rows;
            }

            Assert.Equal(Math.Min(limit, blocks.Rows), rows);
            Assert.Equal(Wanted(shape, places).Take((int)(rows * blocks.RowLength)), read);
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(300));

    [Fact]
    public void No_more_is_read_at_once_than_allowed()
    {
        var blocks = new RowBlocks([AxisPlaces.All(50), AxisPlaces.All(40), AxisPlaces.All(30)], 2, sizeof(float));

        var bytes = blocks.Of(long.MaxValue, 10_000).Select(block => block.Region.Samples * sizeof(float)).ToArray();

        Assert.Equal(50 * 40 * 30 * 4, bytes.Sum());
        Assert.True(bytes.Max() <= 10_000);
    }

    [Theory]
    [InlineData("index:0:59,334:424:3,729")]
    [InlineData("index:5")]
    [InlineData("index:2:10:4")]
    public void Places_are_read_as_the_native_operator_reads_them(string selection)
    {
        var places = AxisPlaces.Parse(selection, 1000);

        var wanted = selection[6..].Split(',').SelectMany(static piece => piece.Split(':').Select(int.Parse).ToArray() switch
        {
            [var place] => [place],
            [var first, var end] => Enumerable.Range(first, end - first).ToArray(),
            var numbers => Enumerable.Range(numbers[0], numbers[1] - numbers[0]).Where(place => (place - numbers[0]) % numbers[2] == 0).ToArray(),
        }).Select(static place => (long)place).ToArray();
        Assert.Equal(wanted, Enumerable.Range(0, (int)places.Count).Select(i => places[i]));
        Assert.Equal((wanted[0], wanted[^1]), (places.First, places.Last));
    }

    private static AxisPlaces Some(Random random, long length)
    {
        var chosen = Enumerable.Range(0, (int)length).Where(_ => random.Next(3) > 0).Select(static place => (long)place).ToArray();
        return random.Next(2) == 0 || chosen.Length == 0 ? AxisPlaces.All(length) : AxisPlaces.Of(chosen);
    }

    /// <summary>A cube whose samples are their own numbers.</summary>
    private static byte[] Read(ImmutableArray<long> shape, Region region)
    {
        var values = Indexes([.. Enumerable.Range(0, shape.Length).Select(axis => Enumerable.Range((int)region.Start[axis], (int)region.Length[axis]).Select(static i => (long)i).ToArray())])
            .Select(index => Number(shape, index)).ToArray();
        return MemoryMarshal.AsBytes(values.AsSpan()).ToArray();
    }

    private static IEnumerable<int> Wanted(ImmutableArray<long> shape, ImmutableArray<AxisPlaces> places) =>
        Indexes([.. places.Select(axis => Enumerable.Range(0, (int)axis.Count).Select(i => axis[i]).ToArray())]).Select(index => Number(shape, index));

    private static IEnumerable<long[]> Indexes(long[][] choices) =>
        choices.Aggregate<long[], IEnumerable<long[]>>([[]], static (before, axis) => before.SelectMany(head => axis.Select(place => (long[])[.. head, place])));

    private static int Number(ImmutableArray<long> shape, long[] index) => (int)index.Select((place, axis) => (place, axis)).Aggregate(0L, (number, pair) => (number * shape[pair.axis]) + pair.place);
}
