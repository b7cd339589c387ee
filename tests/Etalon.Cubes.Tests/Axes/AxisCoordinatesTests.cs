using FsCheck;
using FsCheck.Fluent;

namespace Etalon.Cubes.Tests;

public sealed class AxisCoordinatesTests
{
    [Fact]
    public void Any_numbers_come_back_bit_for_bit()
    {
        Prop.ForAll(ArbMap.Default.ArbFor<double[]>(), values => Same(values, AxisCoordinates.From(values).ToArray())).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void Nearly_regular_numbers_come_back_bit_for_bit_also_in_parts()
    {
        var cases =
            from start in Gen.Choose(-100, 100)
            from step in Gen.Elements(0.1, 0.25, 1.0 / 3, 1, -0.7, 1e-9)
            from count in Gen.Choose(1, 200)
            from multiply in Gen.Elements(true, false)
            from skip in Gen.Choose(0, 5)
            from stride in Gen.Choose(1, 4)
            select (Values: Values(start / 7.0, step, count, multiply), skip, stride);
        Prop.ForAll(cases.ToArbitrary(), c =>
        {
            var coordinates = AxisCoordinates.From(c.Values);
            Same(c.Values, coordinates.ToArray());
            var first = Math.Min(c.skip, c.Values.Length - 1);
            var expected = c.Values.Where((_, i) => i >= first && (i - first) % c.stride == 0).ToArray();
            Same(expected, coordinates.Slice(first, expected.Length, c.stride).ToArray());
        }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void Whole_steps_are_regular_and_stay_so_in_parts()
    {
        var coordinates = AxisCoordinates.From([.. Enumerable.Range(0, 100).Select(i => 10.0 + (i * 5))]);

        Assert.Equal(new RegularCoordinates(10, 5, 100), coordinates);
        Assert.Equal(new RegularCoordinates(20, 10, 3), coordinates.Slice(2, 3, 2));
    }

    [Fact]
    public void A_negative_zero_is_kept()
    {
        Same([-0.0, 1, 2], AxisCoordinates.From([-0.0, 1, 2]).ToArray());
    }

    private static double[] Values(double start, double step, int count, bool multiply)
    {
        var values = new double[count];
        var sum = start;
        for (var i = 0; i < count; i++)
        {
            values[i] = multiply ? start + (i * step) : sum;
            sum += step;
        }

        return values;
    }

    private static void Same(double[] expected, double[] actual) =>
        Assert.Equal(expected.Select(BitConverter.DoubleToInt64Bits), actual.Select(BitConverter.DoubleToInt64Bits));
}
