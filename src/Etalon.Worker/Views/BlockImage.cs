using Etalon.Numerics;

namespace Etalon.Worker;

/// <summary>What a plane became at screen resolution: one number for each block and statistic that was wanted.</summary>
internal sealed class BlockImage
{
    private readonly float[]?[] _values = new float[]?[3];

    /// <summary>Nothing is known yet.</summary>
    public BlockImage(long slow, long fast, IReadOnlyCollection<BlockStatistic> wanted)
    {
        (Slow, Fast) = (checked((int)slow), checked((int)fast));
        foreach (var statistic in wanted)
        {
            _values[(int)statistic] = new float[checked(Slow * Fast)];
        }
    }

    /// <summary>Blocks along the slow axis.</summary>
    public int Slow { get; }

    /// <summary>Blocks along the fast axis.</summary>
    public int Fast { get; }

    /// <summary>Whether means are wanted.</summary>
    public bool WithMeans => _values[(int)BlockStatistic.Mean] is not null;

    /// <summary>Whether extremes are wanted.</summary>
    public bool WithExtremes => _values[(int)BlockStatistic.Min] is not null || _values[(int)BlockStatistic.Max] is not null;

    /// <summary>The numbers of a statistic that was wanted.</summary>
    public float[] this[BlockStatistic statistic] => _values[(int)statistic]!;

    /// <summary>Takes the numbers of a statistic from an image of the same blocks.</summary>
    public void Adopt(BlockStatistic statistic, BlockImage other) => other[statistic].CopyTo(this[statistic], 0);

    /// <summary>Takes a row of blocks, or a part of one.</summary>
    public void Take(ColumnTally tally, long slow, long fast, int count, int step)
    {
        foreach (var statistic in Enum.GetValues<BlockStatistic>())
        {
            if (_values[(int)statistic] is { } values)
            {
                tally.Fold(statistic, step, values.AsSpan(checked((int)((slow * Fast) + fast)), count));
            }
        }
    }

    /// <summary>The numbers of a statistic with rows as columns.</summary>
    public float[] Turned(BlockStatistic statistic)
    {
        var values = this[statistic];
        var turned = new float[values.Length];
        for (var slow = 0; slow < Slow; slow++)
        {
            for (var fast = 0; fast < Fast; fast++)
            {
                turned[(fast * Slow) + slow] = values[(slow * Fast) + fast];
            }
        }

        return turned;
    }
}
