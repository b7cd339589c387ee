using System.Globalization;

namespace Etalon.Engine;

/// <summary>
/// Keeps the fingerprints of files for a moment, since a run looks at its files when it is ordered and again when it begins. Only
/// single files are kept, and only as long as length and time of change are what they were. Thread-safe.
/// </summary>
internal sealed class RecentFingerprints(TimeProvider clock)
{
    private const int Most = 16;
    private static readonly TimeSpan Moment = TimeSpan.FromSeconds(10);

    private readonly Lock _gate = new();
    private readonly Dictionary<string, (string Content, long Taken)> _known = new(StringComparer.Ordinal);

    /// <summary>The fingerprint of a file or folder.</summary>
    public string Of(string path, CancellationToken cancellation)
    {
        var file = new FileInfo(path);
        if (!file.Exists)
        {
            return Fingerprint.Of(path, cancellation);
        }

        var key = string.Create(CultureInfo.InvariantCulture, $"{path}|{file.Length}|{file.LastWriteTimeUtc.Ticks}|{file.CreationTimeUtc.Ticks}");
        lock (_gate)
        {
            if (_known.TryGetValue(key, out var known) && clock.GetElapsedTime(known.Taken) < Moment)
            {
                return known.Content;
            }
        }

        var taken = clock.GetTimestamp();
        var content = Fingerprint.Of(path, cancellation);
        lock (_gate)
        {
            if (_known.Count >= Most)
            {
                _known.Clear();
            }

            _known[key] = (content, taken);
        }

        return content;
    }
}
