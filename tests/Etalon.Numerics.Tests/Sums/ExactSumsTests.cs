using System.Buffers;
using System.Numerics;
using Etalon.Cubes;
using FsCheck;
using FsCheck.Fluent;

namespace Etalon.Numerics.Tests;

public sealed class ExactSumsTests
{
    /// <summary>All doubles are multiples of 2^-1074; their squares of 2^-2148.</summary>
    private const int Scale = 2148;

    [Fact]
    public void The_sum_of_any_doubles_is_the_exact_one_rounded_once() =>
        Check.QuickThrowOnFailure(Prop.ForAll<int>(seed =>
        {
            var values = Wild(new Random(seed));
            using var pool = new BufferPool(long.MaxValue);
            using var sums = new ExactSums(3, 2, pool);
            foreach (var value in values)
            {
                sums.Add(1, value);
            }

            var exact = values.Aggregate(BigInteger.Zero, (total, value) => total + Exact(value));
            AssertRounded(exact, sums.Round(1));
        }));

    [Fact]
    public void The_sum_of_squares_is_the_exact_one_rounded_once() =>
        Check.QuickThrowOnFailure(Prop.ForAll<int>(seed =>
        {
            var values = Wild(new Random(seed));
            using var pool = new BufferPool(long.MaxValue);
            using var sums = new ExactSums(1, 4, pool);
            foreach (var value in values)
            {
                sums.AddSquare(0, value);
            }

            var exact = values.Aggregate(BigInteger.Zero, (total, value) => total + ((Exact(value) * Exact(value)) >> Scale));
            AssertRounded(exact, sums.Round(0));
        }));

    [Fact]
    public void Order_merges_and_saves_do_not_show() =>
        Check.QuickThrowOnFailure(Prop.ForAll<int>(seed =>
        {
            var random = new Random(seed);
            var values = Wild(random);
            using var pool = new BufferPool(long.MaxValue);
            using var straight = new ExactSums(1, 3, pool);
            using var first = new ExactSums(1, 3, pool);
            using var second = new ExactSums(1, 3, pool);
            using var loaded = new ExactSums(1, 3, pool);
            foreach (var value in values)
            {
                straight.Add(0, value);
            }

            random.Shuffle(values);
            foreach (var value in values)
            {
                (random.Next(2) == 0 ? first : second).Add(0, value);
            }

            var writer = new ArrayBufferWriter<byte>();
            first.Save(writer);
            loaded.Load(writer.WrittenSpan);
            loaded.Merge(second);
            Assert.Equal(straight.Round(0), loaded.Round(0));
        }));

    [Theory]
    [InlineData(double.PositiveInfinity, 1, double.PositiveInfinity)]
    [InlineData(double.NegativeInfinity, 1, double.NegativeInfinity)]
    [InlineData(double.NegativeInfinity, double.PositiveInfinity, double.NaN)]
    [InlineData(-0.0, -0.0, 0.0)]
    [InlineData(double.MaxValue, double.MaxValue, double.PositiveInfinity)]
    public void Special_numbers_add_up_as_IEEE_says(double a, double b, double sum)
    {
        using var pool = new BufferPool(long.MaxValue);
        using var sums = new ExactSums(1, 2, pool);

        sums.Add(0, a);
        sums.Add(0, b);

        Assert.Equal(BitConverter.DoubleToInt64Bits(sum), BitConverter.DoubleToInt64Bits(sums.Round(0).High));
    }

    [Fact]
    public void An_overflow_on_the_way_does_not_stay()
    {
        using var pool = new BufferPool(long.MaxValue);
        using var sums = new ExactSums(1, 2, pool);

        sums.Add(0, double.MaxValue);
        sums.Add(0, double.MaxValue);
        sums.Add(0, -double.MaxValue);
        sums.Add(0, 1e-300);
        sums.Add(0, -double.MaxValue);

        Assert.Equal(new DoubleDouble(1e-300, 0), sums.Round(0));
    }

    [Fact]
    public void Blocks_of_any_shape_and_range_add_up_exactly() =>
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(40), Prop.ForAll<int>(seed =>
        {
            var random = new Random(seed);
            var (rows, columns) = (random.Next(1, 700), random.Next(16, 40));
            var spread = random.Next(0, 60);
            var samples = new float[rows * columns];
            for (var i = 0; i < samples.Length; i++)
            {
                samples[i] = random.Next(50) == 0 ? float.NaN : (float)((random.NextDouble() - 0.4) * Math.Pow(2, -random.Next(spread + 1)));
            }

            using var pool = new BufferPool(long.MaxValue);
            using var strip = new ExactSums(columns, 2, pool);
            using var stripSquares = new ExactSums(columns, 3, pool);
            using var run = new ExactSums(1, 2, pool);
            using var runSquares = new ExactSums(1, 3, pool);
            AddBlocks(samples, rows, columns, strip, stripSquares, run, runSquares);

            var total = (Sum: BigInteger.Zero, Squares: BigInteger.Zero);
            for (var column = 0; column < columns; column++)
            {
                var part = (Sum: BigInteger.Zero, Squares: BigInteger.Zero);
                for (var row = 0; row < rows; row++)
                {
                    var exact = Exact(float.IsNaN(samples[(row * columns) + column]) ? 0 : samples[(row * columns) + column]);
                    part = (part.Sum + exact, part.Squares + ((exact * exact) >> Scale));
                }

                AssertRounded(part.Sum, strip.Round(column));
                AssertRounded(part.Squares, stripSquares.Round(column));
                total = (total.Sum + part.Sum, total.Squares + part.Squares);
            }

            AssertRounded(total.Sum, run.Round(0));
            AssertRounded(total.Squares, runSquares.Round(0));
        }));

    private static unsafe void AddBlocks(
        float[] samples, int rows, int columns, ExactSums strip, ExactSums stripSquares, ExactSums run, ExactSums runSquares)
    {
        var counts = stackalloc long[columns + 1];
        var blocks = new BlockSums<float>(squares: true, null);
        fixed (float* source = samples)
        {
            blocks.AddStrip(new SumTargets(strip, stripSquares, counts), 0, source, columns, rows, columns);
            blocks.AddRun(new SumTargets(run, runSquares, counts + columns), 0, source, samples.Length);
        }

        Assert.Equal(samples.Count(sample => !float.IsNaN(sample)), counts[columns]);
    }

    private static void AssertRounded(BigInteger exact, DoubleDouble sum)
    {
        Assert.Equal(Rounded(exact), sum.High);
        if (double.IsFinite(sum.High))
        {
            Assert.Equal(Rounded(exact - Exact(sum.High)), sum.Low);
        }
    }

    private static double[] Wild(Random random)
    {
        var values = new double[random.Next(1, 60)];
        var span = random.Next(3) switch { 0 => 3, 1 => 40, _ => 300 };
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = random.Next(8) switch
            {
                0 when i > 0 => -values[i - 1],
                1 => random.Next(2) == 0 ? -0.0 : double.Epsilon * random.Next(1000),
                _ => Math.Pow(10, (random.NextDouble() - 0.5) * 2 * span) * (random.NextDouble() - 0.5),
            };
        }

        return values;
    }

    private static BigInteger Exact(double value)
    {
        var bits = BitConverter.DoubleToInt64Bits(value);
        var exponent = (int)(bits >> 52) & 0x7FF;
        var mantissa = (BigInteger)(bits & ((1L << 52) - 1)) + (exponent == 0 ? 0 : BigInteger.One << 52);
        var magnitude = mantissa << (Math.Max(exponent, 1) - 1075 + Scale);
        return value < 0 ? -magnitude : magnitude;
    }

    /// <summary>Round to nearest, ties to even, by integer arithmetic alone.</summary>
    private static double Rounded(BigInteger exact)
    {
        var magnitude = BigInteger.Abs(exact);
        var unit = Math.Max((int)magnitude.GetBitLength() - 53, Scale - 1074);
        var mantissa = magnitude >> unit;
        var rest = magnitude - (mantissa << unit);
        var half = BigInteger.One << (unit - 1);
        mantissa += rest > half || (rest == half && !mantissa.IsEven) ? 1 : 0;
        return Math.ScaleB((double)mantissa, unit - Scale) * exact.Sign;
    }
}
