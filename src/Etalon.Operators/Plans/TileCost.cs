namespace Etalon.Operators;

/// <summary>What computing one tile, or a node for one region, takes.</summary>
internal record struct TileCost
{
    /// <summary>Bytes fetched from stored cubes.</summary>
    public double ReadBytes { get; set; }

    /// <summary>Separate pieces fetched.</summary>
    public double Requests { get; set; }

    /// <summary>Arithmetic and decoding on one core.</summary>
    public double Nanoseconds { get; set; }

    /// <summary>Bytes of all blocks that are written and read again in memory.</summary>
    public double TouchedBytes { get; set; }

    /// <summary>The most bytes held at one time.</summary>
    public double PeakBytes { get; set; }

    /// <summary>Bytes of the node's own output blocks.</summary>
    public double OutputBytes { get; set; }

    /// <summary>Adds work, not memory.</summary>
    public void AddWork(TileCost other, double factor = 1)
    {
        ReadBytes += other.ReadBytes * factor;
        Requests += other.Requests * factor;
        Nanoseconds += other.Nanoseconds * factor;
        TouchedBytes += other.TouchedBytes * factor;
    }
}
