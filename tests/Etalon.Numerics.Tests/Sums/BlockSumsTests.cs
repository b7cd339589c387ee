using System.Runtime.Intrinsics;
using Etalon.Cubes;

namespace Etalon.Numerics.Tests;

public sealed unsafe class BlockSumsTests
{
    private static readonly int[] Lengths = [1, 15, 16, 17, 63, 64, 65, 100, 127, 128, 1000, 4096, 5000];

    public static TheoryData<double> Spreads => [0, 8, 20, 30, 60, 120];

    [Theory]
    [MemberData(nameof(Spreads))]
    public void A_run_has_the_same_sum_as_its_samples_one_by_one(double binades)
    {
        var random = new Random(17);
        foreach (var length in Lengths)
        {
            var samples = Samples(random, length, binades, missing: 0);
            using var fast = new Target(1);
            using var slow = new Target(1);
            fixed (float* run = samples)
            {
                new BlockSums<float>(squares: false, missing: null).AddRun(fast.Of, 0, run, length);
            }

            slow.OneByOne(0, samples);
            Assert.Equal(slow.Result(0), fast.Result(0));
        }
    }

    [Theory]
    [MemberData(nameof(Spreads))]
    public void Squares_of_a_run_have_the_same_sum_as_those_of_its_samples_one_by_one(double binades)
    {
        var random = new Random(19);
        foreach (var scale in new[] { 1f, 300f, 1e-6f, 1e9f, 1e25f, 1e-30f })
        {
            var sums = new BlockSums<float>(squares: true, missing: null);
            foreach (var length in Lengths)
            {
                float[] samples = [.. Samples(random, length, binades, missing: 0).Select(sample => sample * scale)];
                using var fast = new Target(1, squares: true);
                using var slow = new Target(1, squares: true);
                fixed (float* run = samples)
                {
                    sums.AddRun(fast.Of, 0, run, length);
                }

                slow.OneByOne(0, samples);
                Assert.Equal(slow.Result(0), fast.Result(0));
                Assert.Equal(slow.Squared(0), fast.Squared(0));
            }
        }
    }

    [Theory]
    [MemberData(nameof(Spreads))]
    public void A_strip_has_the_same_sums_as_its_columns_one_by_one(double binades)
    {
        var random = new Random(18);
        foreach (var columns in Lengths.Where(static length => length >= 16))
        {
            foreach (var missing in new[] { 0.0, 0.01 })
            {
                const int rows = 31;
                var samples = Samples(random, rows * columns, binades, missing);
                using var fast = new Target(columns);
                using var slow = new Target(columns);
                fixed (float* source = samples)
                {
                    new BlockSums<float>(squares: false, missing: null).AddStrip(fast.Of, 0, source, columns, rows, columns);
                }

                for (var column = 0; column < columns; column++)
                {
                    slow.OneByOne(column, [.. Enumerable.Range(0, rows).Select(row => samples[(row * columns) + column])]);
                    Assert.Equal(slow.Result(column), fast.Result(column));
                }
            }
        }
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(8, 0.0005)]
    [InlineData(8, 0.2)]
    [InlineData(60, 0)]
    public void Runs_have_the_same_sums_whether_they_come_together_or_one_by_one(double binades, double missing)
    {
        var random = new Random(20);
        foreach (var squares in new[] { false, true })
        {
            foreach (var length in Lengths)
            {
                const int runs = 43;
                var stride = length + 3;
                var samples = Samples(random, runs * stride, binades, missing);
                using var together = new Target(runs, squares);
                using var single = new Target(runs, squares);
                var (sums, others) = (new BlockSums<float>(squares, missing: null), new BlockSums<float>(squares, missing: null));
                fixed (float* source = samples)
                {
                    sums.AddRuns(together.Of, 0, source, length, runs, stride);
                    for (var run = 0; run < runs; run++)
                    {
                        others.AddRun(single.Of, run, source + (run * stride), length);
                    }
                }

                for (var run = 0; run < runs; run++)
                {
                    Assert.Equal(single.Result(run), together.Result(run));
                    if (squares)
                    {
                        Assert.Equal(single.Squared(run), together.Squared(run));
                    }
                }
            }
        }
    }

    [Theory]
    [InlineData(1, 0)]
    [InlineData(1000, 1)]
    public void Eight_means_and_variances_have_the_bits_of_those_one_by_one(int most, double ddof)
    {
        var random = new Random(21);
        for (var round = 0; round < 200; round++)
        {
            var counts = Enumerable.Range(0, 8).Select(_ => (double)random.Next(most + 1)).ToArray();
            using var pool = new BufferPool(long.MaxValue);
            using var sums = new ExactSums(8, 2, pool);
            using var squares = new ExactSums(8, 3, pool);
            var offset = Math.Pow(10, random.Next(9));
            for (var sum = 0; sum < 8; sum++)
            {
                for (var i = 0; i < counts[sum]; i++)
                {
                    var sample = (float)(offset + random.NextDouble());
                    sums.Add(sum, sample);
                    squares.AddSquare(sum, sample);
                }
            }

            var count = Vector512.Create(counts);
            Assert.True(sums.TryMeanLanes(0, count, out var means));
            Assert.True(sums.TryVarianceLanes(0, squares, count, ddof, out var variances));
            for (var sum = 0; sum < 8; sum++)
            {
                var mean = counts[sum] == 0 ? double.NaN : sums.Round(sum).Divide(counts[sum]).High;
                var variance = DoubleDouble.Variance(sums.Round(sum), squares.Round(sum), (long)counts[sum], ddof);
                Assert.Equal(BitConverter.DoubleToInt64Bits(mean), BitConverter.DoubleToInt64Bits(means[sum]));
                Assert.Equal(BitConverter.DoubleToInt64Bits(variance), BitConverter.DoubleToInt64Bits(variances[sum]));
            }
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(1000)]
    public void Bounds_of_means_enclose_them_closely(int samples)
    {
        var random = new Random(22);
        for (var round = 0; round < 200; round++)
        {
            using var pool = new BufferPool(long.MaxValue);
            using var sums = new ExactSums(8, 2, pool);
            var offset = Math.Pow(10, random.Next(9)) - 500;
            for (var i = 0; i < 8 * samples; i++)
            {
                sums.Add(i % 8, (float)(offset + random.NextDouble()));
            }

            var (least, most) = sums.MeanBounds(0, Vector512<double>.One / Vector512.Create((double)samples));
            for (var sum = 0; sum < 8; sum++)
            {
                var mean = sums.Round(sum).Divide(samples).High;
                Assert.InRange(mean, least[sum], most[sum]);
                Assert.InRange(most[sum] - least[sum], double.Epsilon, Math.ScaleB(Math.Abs(mean), -48));
            }
        }
    }

    [Fact]
    public void Lanes_of_very_different_size_lose_nothing_of_the_small_ones()
    {
        // One huge number in the first lane, ones elsewhere: each lane is narrow, all of them together are not.
        var samples = new float[64];
        Array.Fill(samples, 1);
        (samples[0], samples[16], samples[32], samples[48]) = (1e18f, 1e18f, 1e18f, 1e18f);
        using var target = new Target(1);
        fixed (float* run = samples)
        {
            new BlockSums<float>(squares: false, missing: null).AddRun(target.Of, 0, run, samples.Length);
        }

        var (high, low, _) = target.Result(0);
        Assert.Equal((4 * (Int128)1e18f) + 60, (Int128)high + (Int128)low);
    }

    [Fact]
    public void Infinities_and_missing_samples_take_the_careful_way()
    {
        var samples = new float[100];
        Array.Fill(samples, 2);
        (samples[3], samples[77]) = (float.NaN, float.PositiveInfinity);
        using var target = new Target(1);
        fixed (float* run = samples)
        {
            new BlockSums<float>(squares: false, missing: null).AddRun(target.Of, 0, run, samples.Length);
        }

        Assert.Equal((double.PositiveInfinity, 0, 99), target.Result(0));
    }

    private static float[] Samples(Random random, int count, double binades, double missing) =>
    [
        .. Enumerable.Range(0, count).Select(i => random.NextDouble() < missing
            ? float.NaN
            : (float)((random.NextDouble() - 0.5) * Math.Pow(2, (random.NextDouble() - 0.5) * binades)) * (i % 97 == 5 ? 0 : 1)),
    ];

    private sealed class Target(int sums, bool squares = false) : IDisposable
    {
        private readonly BufferPool _pool = new(long.MaxValue);
        private readonly NativeBuffer _counts = Cleared(sums);
        private ExactSums? _sums;
        private ExactSums? _squares;

        public SumTargets Of => new(Sums, Squares, (long*)_counts.Pointer);

        private ExactSums Sums => _sums ??= new ExactSums(sums, 2, _pool);

        private ExactSums? Squares => squares ? _squares ??= new ExactSums(sums, 3, _pool) : null;

        public void OneByOne(int index, float[] samples)
        {
            foreach (var sample in samples.Where(static sample => !float.IsNaN(sample)))
            {
                Sums.Add(index, sample);
                Squares?.AddSquare(index, sample);
                ((long*)_counts.Pointer)[index]++;
            }
        }

        public (double High, double Low, long Count) Result(int index)
        {
            var rounded = Sums.Round(index);
            return (rounded.High, rounded.Low, ((long*)_counts.Pointer)[index]);
        }

        public DoubleDouble Squared(int index) => Squares!.Round(index);

        public void Dispose()
        {
            _sums?.Dispose();
            _squares?.Dispose();
            _counts.Dispose();
            _pool.Dispose();
        }

        private static NativeBuffer Cleared(int sums)
        {
            var buffer = new NativeBuffer((sums + 16) * sizeof(long));
            buffer.Bytes.Clear();
            return buffer;
        }
    }
}
