namespace Etalon.Numerics.Tests;

public sealed class ScreenStepsTests
{
    [Theory]
    [InlineData(2048, 1024, 2)]
    [InlineData(2048, 2048, 1)]
    [InlineData(2049, 1024, 4)]
    [InlineData(1, 1, 1)]
    [InlineData(1_000_000_000, 4000, 262144)]
    public void The_smallest_power_of_two_that_fits_the_screen(long samples, int pixels, int step) => Assert.Equal(step, ScreenSteps.For(samples, pixels));
}
