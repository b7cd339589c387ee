namespace Etalon.Server.Tests;

public sealed class PendingSignInsTests
{
    [Fact]
    public void A_journey_ends_after_ten_minutes_and_with_the_first_who_comes_back()
    {
        var clock = new Clock();
        var pending = new PendingSignIns(clock);
        var journey = new PendingSignIn("a", "verifier", "back", "/", null);
        var (early, browser) = pending.Add(journey);
        var (late, other) = pending.Add(journey);
        var (stolen, own) = pending.Add(journey);

        Assert.NotEqual((early, browser), (late, other));
        Assert.Null(pending.Take(stolen, browser, "a"));
        Assert.Null(pending.Take(stolen, own, "a"));
        clock.Now += PendingSignIns.Life - TimeSpan.FromSeconds(1);
        Assert.Same(journey, pending.Take(early, browser, "a"));
        Assert.Null(pending.Take(early, browser, "a"));
        clock.Now += TimeSpan.FromSeconds(1);
        Assert.Null(pending.Take(late, other, "a"));
    }

    private sealed class Clock : TimeProvider
    {
        public DateTimeOffset Now { get; set; } = new(2026, 5, 4, 12, 0, 0, TimeSpan.Zero);

        public override DateTimeOffset GetUtcNow() => Now;
    }
}
