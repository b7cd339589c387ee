namespace Etalon.Operators.Datacubes;

/// <summary>One axis of a box as it lies in two layouts; strides in samples.</summary>
internal readonly record struct BoxAxis(long Length, long Source, long Target)
{
    /// <summary>Whether the inner axis follows this one without a gap in both layouts.</summary>
    public bool Continues(BoxAxis inner) => Source == inner.Source * inner.Length && Target == inner.Target * inner.Length;
}
