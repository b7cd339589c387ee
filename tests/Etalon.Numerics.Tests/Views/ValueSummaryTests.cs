namespace Etalon.Numerics.Tests;

public sealed class ValueSummaryTests
{
    [Fact]
    public void Known_finite_numbers_make_the_summary()
    {
        var summary = ValueSummary.Of([1, 2, double.NaN, 3, double.PositiveInfinity, -4]);

        Assert.Equal((5, 1, -4.0, 3.0, 0.5, 1.0), (summary.Count, summary.Missing, summary.Min, summary.Max, summary.Mean, summary.LeastAboveZero));
        Assert.Equal(Math.Sqrt((0.25 + 2.25 + 6.25 + 20.25) / 4), summary.Deviation, 1e-15);
    }

    [Fact]
    public void Nothing_known_has_no_numbers()
    {
        var summary = ValueSummary.Of([double.NaN]);

        Assert.Equal(0, summary.Count);
        Assert.True(double.IsNaN(summary.Min) && double.IsNaN(summary.Mean) && double.IsNaN(summary.LeastAboveZero));
    }

    [Fact]
    public void A_number_on_an_edge_belongs_to_the_bin_above_and_the_last_edge_to_the_last_bin() =>
        Assert.Equal([1, 2, 2], ValueSummary.Histogram([0, 1, 1.5, 2, 3, 3.1, -0.1, double.NaN], 0, 3, 3));

    [Fact]
    public void Edges_decide_where_a_division_would_round()
    {
        // 0.1 times n is never quite a tenth of something; every edge must open its own bin.
        var values = Enumerable.Range(0, 10).Select(i => 0.1 * i).ToArray();

        Assert.Equal(10, ValueSummary.Histogram([.. values.Select((_, i) => 0 + ((1.0 - 0) / 10 * i))], 0, 1, 10).Count(count => count == 1));
    }

    [Fact]
    public void A_window_without_width_counts_its_value_once() => Assert.Equal([2, 0, 0], ValueSummary.Histogram([5, 5, 6], 5, 5, 3));
}
