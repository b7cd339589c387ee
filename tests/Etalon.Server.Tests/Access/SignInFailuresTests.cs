namespace Etalon.Server.Tests;

public sealed class SignInFailuresTests
{
    [Fact]
    public void A_lock_ends_by_itself_and_old_failures_do_not_count()
    {
        var clock = new Clock();
        var failures = new SignInFailures(clock, TimeSpan.FromHours(1));

        var closed = Enumerable.Range(0, SignInFailures.Allowed).Select(_ => failures.Add("ada", "h")).ToArray();
        Assert.Equal([false, false, false, false, true], closed);
        Assert.Equal(TimeSpan.FromHours(1), failures.LockOf("ada", "h"));
        Assert.Null(failures.LockOf("ada", "elsewhere"));

        clock.Now += TimeSpan.FromHours(1) - TimeSpan.FromSeconds(1);
        Assert.Equal(TimeSpan.FromSeconds(1), failures.LockOf("ada", "h"));
        clock.Now += TimeSpan.FromSeconds(1);
        Assert.Null(failures.LockOf("ada", "h"));
        Assert.False(failures.Add("ada", "h"));
        Assert.Null(failures.LockOf("ada", "h"));
    }

    private sealed class Clock : TimeProvider
    {
        public DateTimeOffset Now { get; set; } = new(2026, 5, 4, 12, 0, 0, TimeSpan.Zero);

        public override DateTimeOffset GetUtcNow() => Now;
    }
}
