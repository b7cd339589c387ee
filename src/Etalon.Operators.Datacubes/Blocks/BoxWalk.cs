namespace Etalon.Operators.Datacubes;

/// <summary>Visits every combination of some axes, last one fastest, and keeps the offset in both layouts.</summary>
internal ref struct BoxWalk(ReadOnlySpan<BoxAxis> axes, Span<long> at)
{
    private readonly ReadOnlySpan<BoxAxis> _axes = axes;
    private readonly Span<long> _at = Cleared(at);

    /// <summary>Samples from the source's origin.</summary>
    public long Source { get; private set; }

    /// <summary>Samples from the target's origin.</summary>
    public long Target { get; private set; }

    /// <summary>Moves on; false after the last combination.</summary>
    public bool Next()
    {
        for (var i = _axes.Length - 1; i >= 0; i--)
        {
            Source += _axes[i].Source;
            Target += _axes[i].Target;
            if (++_at[i] < _axes[i].Length)
            {
                return true;
            }

            Source -= _axes[i].Source * _axes[i].Length;
            Target -= _axes[i].Target * _axes[i].Length;
            _at[i] = 0;
        }

        return false;
    }

    private static Span<long> Cleared(Span<long> span)
    {
        span.Clear();
        return span;
    }
}
