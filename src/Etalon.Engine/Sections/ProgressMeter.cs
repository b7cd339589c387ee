namespace Etalon.Engine;

/// <summary>Turns finished tiles into progress reports, at most ten a second. Thread-safe.</summary>
internal sealed class ProgressMeter(int sections, Action<RunProgress> report, TimeProvider clock)
{
    private readonly Lock _gate = new();
    private int _section;
    private string _step = "";
    private double _before;
    private double _share;
    private long _tiles = 1;
    private long _done;
    private long _bytes;
    private long _began;
    private long _lastReport;

    /// <summary>Tiles computed in all sections.</summary>
    public long TilesComputed { get; private set; }

    /// <summary>Tiles taken over from an earlier execution.</summary>
    public long TilesResumed { get; private set; }

    /// <summary>Begins a section that makes up a share of the whole run.</summary>
    public void Begin(int section, string step, double share, long tiles)
    {
        lock (_gate)
        {
            _before += _share;
            (_section, _step, _share, _tiles) = (section, step, share, Math.Max(1, tiles));
            (_done, _bytes) = (0, 0);
            _began = clock.GetTimestamp();
            Report();
        }
    }

    /// <summary>Notes tiles that need not be computed again.</summary>
    public void Resumed(long tiles)
    {
        lock (_gate)
        {
            TilesResumed += tiles;
            _done += tiles;
        }
    }

    /// <summary>Notes one tile, or a part of one.</summary>
    public void Done(long tiles, long bytes)
    {
        lock (_gate)
        {
            _done += tiles;
            TilesComputed += tiles;
            _bytes += bytes;
            if (clock.GetElapsedTime(_lastReport) > TimeSpan.FromMilliseconds(100))
            {
                Report();
            }
        }
    }

    private void Report()
    {
        _lastReport = clock.GetTimestamp();
        var seconds = clock.GetElapsedTime(_began).TotalSeconds;
        var part = Math.Min(1, (double)_done / _tiles);
        var left = part > 0 ? seconds * (1 - part) / part : -1;
        report(new RunProgress(_section + 1, sections, _step, Math.Min(1, _before + (_share * part)), _bytes / Math.Max(seconds, 1e-9), left));
    }
}
