using System.Globalization;
using System.Text;

namespace Etalon.Engine;

/// <summary>
/// What a run has finished, one line each, appended and flushed: shards of outputs and whole sections. An interrupted run with the
/// same plan continues after the last line; a torn last line is ignored.
/// </summary>
/// <remarks>Format: a header <c>etalon-journal 1 KEY</c>, then <c>shard SECTION OUTPUT SHARD</c> or <c>section SECTION</c>.</remarks>
public sealed class RunJournal : IDisposable
{
    private readonly Lock _gate = new();
    private readonly HashSet<(int Section, int Output, long Shard)> _shards = [];
    private readonly HashSet<int> _sections = [];
    private readonly FileStream _file;

    private RunJournal(FileStream file) => _file = file;

    /// <summary>Opens the journal of a folder; lines of a journal with another key are thrown away.</summary>
    /// <param name="path">The journal's file.</param>
    /// <param name="key">Identifies plan, inputs and operators.</param>
    /// <param name="resume">Whether finished work may be taken over.</param>
    public static RunJournal Open(string path, string key, bool resume)
    {
        var header = $"etalon-journal 1 {key}";
        var lines = resume && File.Exists(path) ? File.ReadAllText(path).Split('\n') : [];
        var kept = lines.Length > 1 && string.Equals(lines[0], header, StringComparison.Ordinal);
        var journal = new RunJournal(new FileStream(path, kept ? FileMode.Open : FileMode.Create, FileAccess.ReadWrite, FileShare.Read));
        if (kept)
        {
            // Without its newline the last line may be torn.
            var end = 0L;
            foreach (var line in lines[..^1])
            {
                journal.Take(line);
                end += Encoding.UTF8.GetByteCount(line) + 1;
            }

            journal._file.SetLength(end);
            journal._file.Position = end;
        }
        else
        {
            journal.Append(header);
        }

        return journal;
    }

    /// <summary>Whether a shard was finished before.</summary>
    public bool HasShard(int section, int output, long shard) => _shards.Contains((section, output, shard));

    /// <summary>Whether a section was finished before.</summary>
    public bool HasSection(int section) => _sections.Contains(section);

    /// <summary>Notes a shard that is safely on disk.</summary>
    public void FinishShard(int section, int output, long shard) =>
        Append(string.Create(CultureInfo.InvariantCulture, $"shard {section} {output} {shard}"));

    /// <summary>Notes a finished section.</summary>
    public void FinishSection(int section) => Append(string.Create(CultureInfo.InvariantCulture, $"section {section}"));

    /// <inheritdoc />
    public void Dispose() => _file.Dispose();

    private void Append(string line)
    {
        lock (_gate)
        {
            _file.Write(Encoding.UTF8.GetBytes(line + "\n"));
            _file.Flush();
        }
    }

    private void Take(string line)
    {
        var words = line.Split(' ');
        if (words is ["shard", var section, var output, var shard])
        {
            _shards.Add((Number(section), Number(output), long.Parse(shard, CultureInfo.InvariantCulture)));
        }
        else if (words is ["section", var whole])
        {
            _sections.Add(Number(whole));
        }
    }

    private static int Number(string word) => int.Parse(word, CultureInfo.InvariantCulture);
}
