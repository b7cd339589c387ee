namespace Etalon.Numerics.Tests;

public sealed unsafe class LineArgsortTests
{
    [Theory]
    [InlineData(0, 10)]
    [InlineData(1, 10)]
    [InlineData(2, int.MaxValue)]
    [InlineData(37, 4)]
    [InlineData(1000, 1)]
    [InlineData(2048, 1 << 26)]
    [InlineData(5000, int.MaxValue)]
    public void A_line_is_sorted_and_equal_ones_stay_in_their_order(int count, int range)
    {
        var random = new Random(count);
        int[] line = [.. Enumerable.Range(0, count).Select(_ => random.Next(range) * (random.Next(2) == 0 ? 1 : -1))];
        var sorted = new int[count];
        var order = new int[count];
        using var sort = new LineArgsort(count);

        fixed (int* from = line, to = sorted, places = order)
        {
            sort.Run(from, count, to, places);
        }

        int[] expected = [.. Enumerable.Range(0, count).OrderBy(i => line[i])];
        Assert.Equal(expected, order);
        Assert.Equal(expected.Select(i => line[i]), sorted);
    }

    [Fact]
    public void Extremes_of_the_type_are_no_exception()
    {
        int[] line = [int.MaxValue, 0, int.MinValue, -1, int.MaxValue, int.MinValue];
        var order = new int[line.Length];
        using var sort = new LineArgsort(line.Length);

        fixed (int* from = line, places = order)
        {
            sort.Run(from, line.Length, from, places);
        }

        Assert.Equal([2, 5, 3, 1, 0, 4], order);
        Assert.Equal([int.MinValue, int.MinValue, -1, 0, int.MaxValue, int.MaxValue], line);
    }

    [Fact]
    public void Ordered_bits_sort_like_floats_and_lead_back()
    {
        float[] floats = [float.MinValue, -1, -1e-40f, -0f, 0f, 1e-40f, 1, 1.0000001f, float.MaxValue];

        int[] ordered = [.. floats.Select(OrderedBits.Of)];

        Assert.Equal(ordered.Order(), ordered);
        Assert.Equal(floats.Select(BitConverter.SingleToInt32Bits), ordered.Select(value => BitConverter.SingleToInt32Bits(OrderedBits.ToSingle(value))));
    }
}
