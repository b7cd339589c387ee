using Etalon.Cubes;
using FsCheck;
using FsCheck.Fluent;

namespace Etalon.Pictures.Tests;

public sealed class PixelMeansTests
{
    [Fact]
    public void Every_number_is_the_mean_of_the_known_samples_of_its_place_however_rows_come() => Prop.ForAll(
        Gen.Choose(1, 23).Four().ToArbitrary(),
        sizes =>
        {
            var (rows, columns, height, width) = sizes;
            var samples = Slices.Numbers(rows, columns, (row, column) => (row + (2 * column)) % 7 == 0 ? double.NaN : (row * 31) + (column * column));
            var means = new PixelMeans(rows, columns, height, width);
            var flat = samples.Cast<double>().ToArray();
            var half = rows / 2;
            means.Add(0, flat.AsSpan(0, half * columns));
            means.Add(half, flat.AsSpan(half * columns));

            var found = means.Finish();

            var (h, w) = (Math.Min(rows, height), Math.Min(columns, width));
            for (var at = 0; at < h * w; at++)
            {
                var (y, x) = (at / w, at % w);
                var expected = Enumerable.Range(y * rows / h, ((y + 1) * rows / h) - (y * rows / h))
                    .SelectMany(row => Enumerable.Range(x * columns / w, ((x + 1) * columns / w) - (x * columns / w)).Select(column => samples[row, column]))
                    .Where(sample => !double.IsNaN(sample)).DefaultIfEmpty(double.NaN).Average();
                Assert.Equal(expected, found[at], 1e-9);
            }
        }).QuickCheckThrowOnFailure();

    [Theory]
    [InlineData(SampleType.UInt16, 65535)]
    [InlineData(SampleType.Int8, -1)]
    [InlineData(SampleType.UInt64, -1)]
    public void Integers_that_stand_for_missing_are_missing(SampleType type, int missing)
    {
        var cube = new CubeInfo("c", [new Axis("x", 2)], type) { Missing = missing };
        var numbers = new double[2];
        byte[] samples = [.. Enumerable.Repeat((byte)255, type.Bytes()), .. new byte[type.Bytes()]];

        SampleNumbers.Read(cube, samples, numbers);

        Assert.Equal(0, numbers[1]);
        Assert.Equal(type != SampleType.UInt64, double.IsNaN(numbers[0]));
    }
}
