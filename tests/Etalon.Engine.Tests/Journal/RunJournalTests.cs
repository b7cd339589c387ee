namespace Etalon.Engine.Tests;

public sealed class RunJournalTests : IDisposable
{
    private readonly string _file = Path.Combine(Directory.CreateTempSubdirectory("etalon-journal-").FullName, "journal");

    public void Dispose() => Directory.Delete(Path.GetDirectoryName(_file)!, recursive: true);

    [Fact]
    public void What_was_finished_is_known_after_a_restart()
    {
        using (var journal = RunJournal.Open(_file, "key", resume: false))
        {
            journal.FinishShard(0, 1, 7);
            journal.FinishSection(0);
        }

        using var again = RunJournal.Open(_file, "key", resume: true);

        Assert.True(again.HasShard(0, 1, 7));
        Assert.True(again.HasSection(0));
        Assert.False(again.HasShard(0, 1, 8));
    }

    [Fact]
    public void Another_key_starts_from_nothing()
    {
        using (var journal = RunJournal.Open(_file, "key", resume: false))
        {
            journal.FinishShard(0, 0, 0);
        }

        using var again = RunJournal.Open(_file, "other", resume: true);

        Assert.False(again.HasShard(0, 0, 0));
    }

    [Fact]
    public void A_line_torn_by_a_crash_is_ignored_at_every_length()
    {
        using (var journal = RunJournal.Open(_file, "key", resume: false))
        {
            journal.FinishShard(0, 0, 1);
            journal.FinishShard(0, 0, 23);
        }

        var bytes = File.ReadAllBytes(_file);
        for (var cut = bytes.Length - 1; cut > bytes.Length - 8; cut--)
        {
            File.WriteAllBytes(_file, bytes[..cut]);
            using var again = RunJournal.Open(_file, "key", resume: true);

            Assert.True(again.HasShard(0, 0, 1));
            Assert.False(again.HasShard(0, 0, 2));
            Assert.False(again.HasShard(0, 0, 23));
        }
    }
}
