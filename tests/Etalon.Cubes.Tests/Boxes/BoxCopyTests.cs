using FsCheck;
using FsCheck.Fluent;

namespace Etalon.Cubes.Tests;

public sealed unsafe class BoxCopyTests
{
    [Fact]
    public void Any_layouts_are_copied_like_sample_by_sample() => Prop.ForAll(
        ArbMap.Default.ArbFor<int>(),
        seed =>
        {
            var random = new Random(seed);
            var size = (int[])[1, 2, 4, 8, 16];
            var sampleBytes = size[random.Next(size.Length)];
            var rank = random.Next(0, 5);
            var lengths = Enumerable.Range(0, rank).Select(_ => (long)random.Next(1, rank > 2 ? 20 : 90)).ToArray();
            var (source, from) = Layout(random, lengths, sampleBytes, mayStandStill: true);
            var (target, to) = Layout(random, lengths, sampleBytes, mayStandStill: false);
            random.NextBytes(source);
            var expected = target.ToArray();
            OneByOne(source, from, expected, to, lengths, sampleBytes);

            fixed (byte* s = source, t = target)
            {
                BoxCopy.Run(s, from, t, to, lengths, sampleBytes);
            }

            Assert.True(expected.AsSpan().SequenceEqual(target));
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(400));

    [Fact]
    public void A_box_is_copied_between_packed_regions_that_hold_it()
    {
        var (held, wanted, common) = (new Region([2, 0], [3, 4]), new Region([1, 1], [3, 2]), new Region([2, 1], [2, 2]));
        var source = Enumerable.Range(0, 12).ToArray();
        var target = new int[6];

        fixed (int* s = source, t = target)
        {
            BoxCopy.Run(common, (byte*)s, held, (byte*)t, wanted, sizeof(int));
        }

        Assert.Equal([0, 0, 1, 2, 5, 6], target);
    }

    [Theory]
    [InlineData(new long[] { 1, 2 }, 24L)]
    [InlineData(new long[] { 2, 4 }, 16L)]
    [InlineData(new long[] { 2, 2 }, null)]
    public void A_box_lies_in_one_piece_if_its_rows_are_whole_or_it_has_one(long[] length, long? place)
    {
        var region = new Region([0, 0], [5, 4]);
        var box = new Region(place == 24 ? [1, 2] : [1, 0], [.. length]);

        Assert.Equal(place, BoxCopy.PlaceOf(box, region, 4));
    }

    [Fact]
    public void Filling_writes_the_box_and_nothing_else()
    {
        var target = new short[4 * 5];

        fixed (short* t = target)
        {
            BoxFill.Run((byte*)(t + 6), [10, 2], [2, 3], BitConverter.GetBytes((short)7));
        }

        Assert.Equal([6, 7, 8, 11, 12, 13], Enumerable.Range(0, 20).Where(i => target[i] == 7));
    }

    /// <summary>Memory in which the axes lie in a random order with random gaps.</summary>
    private static (byte[] Memory, long[] Strides) Layout(Random random, long[] lengths, int sampleBytes, bool mayStandStill)
    {
        var strides = new long[lengths.Length];
        var stride = (long)sampleBytes;
        foreach (var axis in Enumerable.Range(0, lengths.Length).OrderBy(axis => random.Next(2) == 0 ? -axis : random.Next(-9, 9)))
        {
            strides[axis] = stride;
            stride *= lengths[axis] + (random.Next(3) == 0 ? random.Next(3) : 0);
            if (mayStandStill && random.Next(12) == 0)
            {
                strides[axis] = 0;
            }
        }

        return (new byte[Math.Max(stride, sampleBytes)], strides);
    }

    private static void OneByOne(byte[] source, long[] from, byte[] target, long[] to, long[] lengths, int sampleBytes)
    {
        var samples = lengths.Aggregate(1L, (product, length) => product * length);
        for (var i = 0L; i < samples; i++)
        {
            var (rest, s, t) = (i, 0L, 0L);
            for (var axis = lengths.Length - 1; axis >= 0; axis--)
            {
                s += rest % lengths[axis] * from[axis];
                t += rest % lengths[axis] * to[axis];
                rest /= lengths[axis];
            }

            source.AsSpan((int)s, sampleBytes).CopyTo(target.AsSpan((int)t));
        }
    }
}
