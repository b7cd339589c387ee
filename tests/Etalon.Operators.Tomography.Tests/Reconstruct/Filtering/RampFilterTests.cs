namespace Etalon.Operators.Tomography.Tests;

public sealed class RampFilterTests
{
    [Theory]
    [InlineData(64)]
    [InlineData(250)]
    [InlineData(4096)]
    public void Ramp_is_the_frequency_but_for_what_the_cut_in_real_space_leaves(int length)
    {
        var response = RampFilter.Response(length, FilterWindow.None, 1, 2);
        Assert.Equal((length / 2) + 1, response.Length);

        // What lies beyond n = L/2 of the series sum 1/n² over odd n is 1/L to first order, and the same to within that at any frequency.
        Assert.InRange(response[0] * Math.PI * Math.PI * length / 2, 0.98, 1.02);
        Assert.All(response, static value => Assert.True(value > 0));
        for (var k = 0; k < response.Length; k++)
        {
            Assert.Equal((double)k / length, response[k], 2.1 / (Math.PI * Math.PI * length));
        }
    }

    [Fact]
    public void Back_in_real_space_the_ramp_is_a_quarter_and_minus_one_over_odd_squares()
    {
        const int length = 128;
        var response = RampFilter.Response(length, FilterWindow.None, 1, 2);
        for (var n = 0; n < length / 2; n++)
        {
            var sum = response[0] + (response[length / 2] * (n % 2 == 0 ? 1 : -1));
            for (var k = 1; k < length / 2; k++)
            {
                sum += 2 * response[k] * Math.Cos(2 * Math.PI * k * n / length);
            }

            var expected = n == 0 ? 0.25 : n % 2 == 0 ? 0 : -1 / (Math.PI * Math.PI * n * n);
            Assert.Equal(expected, sum / length, 1e-14);
        }
    }

    [Theory]
    [InlineData(FilterWindow.None, 1, 1, 1)]
    [InlineData(FilterWindow.SheppLogan, 1, 0.9003163161571062, 0.6366197723675814)]
    [InlineData(FilterWindow.Cosine, 1, 0.7071067811865476, 0)]
    [InlineData(FilterWindow.Hamming, 1, 0.54, 0.08)]
    [InlineData(FilterWindow.Hann, 1, 0.5, 0)]
    [InlineData(FilterWindow.Parzen, 1, 0.25, 0)]
    [InlineData(FilterWindow.Butterworth, 1, 0.9411764705882353, 0.5)]
    public void Windows_have_their_values_at_nothing_half_and_all(FilterWindow window, double zero, double half, double whole)
    {
        Assert.Equal(zero, RampFilter.Window(window, 0, 2), 1e-15);
        Assert.Equal(half, RampFilter.Window(window, 0.5, 2), 1e-15);
        Assert.Equal(whole, RampFilter.Window(window, 1, 2), 1e-15);
    }

    [Fact]
    public void Nothing_is_left_above_the_cutoff()
    {
        var whole = RampFilter.Response(200, FilterWindow.None, 1, 2);
        var half = RampFilter.Response(200, FilterWindow.None, 0.5, 2);
        Assert.Equal(whole[..51], half[..51]);
        Assert.All(half[51..], static value => Assert.Equal(0, value));
    }
}
