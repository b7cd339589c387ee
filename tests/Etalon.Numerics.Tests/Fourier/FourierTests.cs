using System.Numerics;
using System.Runtime.InteropServices;

namespace Etalon.Numerics.Tests;

/// <summary>Checked against sums in double that are written down as the definition says.</summary>
public sealed unsafe class FourierTests
{
    public static TheoryData<int> LineLengths => [1, 2, 3, 7, 16, 60, 97, 256, 1000];

    [Theory]
    [MemberData(nameof(LineLengths))]
    public void A_line_has_the_spectrum_that_the_definition_gives(int length)
    {
        var random = new Random(length);
        Complex[] samples = [.. Enumerable.Range(0, length).Select(_ => new Complex((float)random.NextDouble() - 0.5f, (float)random.NextDouble()))];
        foreach (var forward in new[] { true, false })
        {
            using var lines = new ComplexLines(length, forward);
            using var memory = new Floats(ComplexLines.Pitch(length));
            memory.Put(samples);
            lines.Run(memory.First);
            Close(Definition(samples, forward), memory.Take(length), Tolerance(length));
        }
    }

    [Theory]
    [MemberData(nameof(LineLengths))]
    public void Real_samples_come_back_times_their_number(int length)
    {
        var random = new Random(length);
        float[] samples = [.. Enumerable.Range(0, length).Select(_ => (float)random.NextDouble() - 0.3f)];
        using var lines = new RealLines(length);
        using var real = new Floats(length);
        using var spectrum = new Floats(2 * lines.SpectrumLength);
        samples.CopyTo(real.All);
        lines.Forward(real.First, spectrum.First);
        Close(
            Definition([.. samples.Select(sample => new Complex(sample, 0))], forward: true)[..lines.SpectrumLength],
            spectrum.Take(lines.SpectrumLength), Tolerance(length));

        lines.Backward(spectrum.First, real.First);
        for (var i = 0; i < length; i++)
        {
            Assert.Equal(samples[i], real.All[i] / length, 1e-5f);
        }
    }

    [Fact]
    public void Columns_are_transformed_like_lines_and_rows_that_are_not_wanted_stay()
    {
        const int rows = 48;
        const int columns = 5;
        const int pitch = 2 * 13;
        const int top = 6;
        const int bottom = 40;
        var random = new Random(4);
        using var plane = new Floats(rows * pitch);
        for (var row = 0; row < rows; row++)
        {
            for (var column = 0; column < 2 * columns; column++)
            {
                plane.All[(row * pitch) + column] = row is >= top and < bottom ? (float)random.NextDouble() : 0;
            }
        }

        using var before = new Floats(rows * pitch);
        plane.All.CopyTo(before.All);
        using var transform = new ComplexColumns(rows, forward: false);
        transform.Run(plane.First, columns, pitch, top, bottom, 10, 30);
        for (var column = 0; column < columns; column++)
        {
            var samples = Enumerable.Range(0, rows).Select(row => At(before, row, column)).ToArray();
            var expected = Definition(samples, forward: false);
            for (var row = 0; row < rows; row++)
            {
                var wanted = row is >= 10 and < 30 ? expected[row] : samples[row];
                Assert.True(Complex.Abs(wanted - At(plane, row, column)) < 1e-4, $"row {row}, column {column}");
            }
        }

        static Complex At(Floats plane, int row, int column) =>
            new(plane.All[(row * pitch) + (2 * column)], plane.All[(row * pitch) + (2 * column) + 1]);
    }

    [Theory]
    [InlineData(1, 2, 2)]
    [InlineData(11, 2, 12)]
    [InlineData(2049, 2, 2058)]
    [InlineData(4097, 16, 4200 + 120)]
    public void A_fast_length_is_the_next_product_of_small_primes(int least, int multiple, int atMost)
    {
        var length = FastLength.AtLeast(least, multiple);

        Assert.InRange(length, least, atMost);
        Assert.Equal(0, length % multiple);
        foreach (var prime in new[] { 2, 3, 5, 7 })
        {
            while (length % prime == 0)
            {
                length /= prime;
            }
        }

        Assert.Equal(1, length);
    }

    private static double Tolerance(int length) => 4e-7 * Math.Sqrt(length) * Math.Log2(length + 2);

    private static Complex[] Definition(Complex[] samples, bool forward)
    {
        var turn = (forward ? -2 : 2) * Math.PI / samples.Length;
        return
        [
            .. Enumerable.Range(0, samples.Length).Select(k => samples
                .Select((sample, i) => sample * Complex.FromPolarCoordinates(1, turn * ((long)k * i % samples.Length)))
                .Aggregate(Complex.Zero, Complex.Add)),
        ];
    }

    private static void Close(Complex[] expected, Complex[] actual, double tolerance)
    {
        for (var i = 0; i < expected.Length; i++)
        {
            Assert.True(Complex.Abs(expected[i] - actual[i]) <= tolerance, $"{i}: {expected[i]} and {actual[i]}");
        }
    }

    /// <summary>Aligned memory.</summary>
    private sealed class Floats(int count) : IDisposable
    {
        public float* First { get; } = (float*)NativeMemory.AlignedAlloc((nuint)((count * sizeof(float)) + 64), 64);

        public Span<float> All => new(First, count);

        public void Put(Complex[] samples)
        {
            for (var i = 0; i < samples.Length; i++)
            {
                (All[2 * i], All[(2 * i) + 1]) = ((float)samples[i].Real, (float)samples[i].Imaginary);
            }
        }

        public Complex[] Take(int length)
        {
            var samples = new Complex[length];
            for (var i = 0; i < length; i++)
            {
                samples[i] = new Complex(All[2 * i], All[(2 * i) + 1]);
            }

            return samples;
        }

        public void Dispose() => NativeMemory.AlignedFree(First);
    }
}
