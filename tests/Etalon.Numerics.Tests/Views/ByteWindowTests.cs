namespace Etalon.Numerics.Tests;

public sealed class ByteWindowTests
{
    [Fact]
    public void The_window_goes_from_1_to_255_and_what_is_missing_is_0()
    {
        float[] values = [float.NaN, -5, 0, 50, 100, 7000, float.PositiveInfinity, float.NegativeInfinity];
        var bytes = new byte[values.Length];

        new ByteWindow(0, 100).Map(values, bytes);

        Assert.Equal<byte>([0, 1, 1, 128, 255, 255, 255, 1], bytes);
    }

    [Fact]
    public void Every_step_is_as_wide_as_any_other()
    {
        var values = Enumerable.Range(0, 255).Select(i => 10 + (i * 0.5f)).ToArray();
        var bytes = new byte[values.Length];

        new ByteWindow(10, 137).Map(values, bytes);

        Assert.Equal(Enumerable.Range(1, 255).Select(i => (byte)i), bytes);
    }

    [Fact]
    public void Logarithmic_windows_make_equal_factors_equal_steps()
    {
        float[] values = [-1, 0, 1, 10, 100, 1000];
        var bytes = new byte[values.Length];

        new ByteWindow(1, 100, IsLog: true).Map(values, bytes);

        Assert.Equal<byte>([1, 1, 1, 128, 255, 255], bytes);
    }

    [Fact]
    public void A_window_without_width_shows_its_value_in_the_middle()
    {
        var bytes = new byte[3];

        new ByteWindow(3, 3).Map([2, 3, 4], bytes);

        Assert.Equal<byte>([1, 128, 255], bytes);
    }
}
