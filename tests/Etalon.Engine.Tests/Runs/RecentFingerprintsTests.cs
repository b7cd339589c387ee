namespace Etalon.Engine.Tests;

public sealed class RecentFingerprintsTests : IDisposable
{
    private readonly string _file = Path.Combine(Directory.CreateTempSubdirectory("etalon-prints-").FullName, "x.bin");
    private readonly Clock _clock = new();

    public void Dispose() => Directory.Delete(Path.GetDirectoryName(_file)!, recursive: true);

    [Fact]
    public void A_file_that_looks_as_before_is_not_read_again_for_a_moment()
    {
        var time = new DateTime(2026, 1, 2, 3, 4, 5, DateTimeKind.Utc);
        var prints = new RecentFingerprints(_clock);
        Write("one", time);
        var first = prints.Of(_file, CancellationToken.None);

        // Nobody who changes a file sets its time back; here it shows that the file was not read.
        Write("two", time);
        Assert.Equal(first, prints.Of(_file, CancellationToken.None));

        _clock.Now += 11 * TimeSpan.TicksPerSecond;
        Assert.NotEqual(first, prints.Of(_file, CancellationToken.None));
    }

    [Theory]
    [InlineData("two", 1)]
    [InlineData("longer", 0)]
    public void A_file_of_another_time_or_length_is_read(string content, int seconds)
    {
        var time = new DateTime(2026, 1, 2, 3, 4, 5, DateTimeKind.Utc);
        var prints = new RecentFingerprints(_clock);
        Write("one", time);
        var first = prints.Of(_file, CancellationToken.None);

        Write(content, time.AddSeconds(seconds));

        Assert.NotEqual(first, prints.Of(_file, CancellationToken.None));
        Assert.Equal(Fingerprint.Of(_file, CancellationToken.None), prints.Of(_file, CancellationToken.None));
    }

    private void Write(string content, DateTime time)
    {
        File.WriteAllText(_file, content);
        File.SetLastWriteTimeUtc(_file, time);
    }

    private sealed class Clock : TimeProvider
    {
        public long Now { get; set; } = 1;

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override long GetTimestamp() => Now;
    }
}
