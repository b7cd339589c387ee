using System.Collections.Immutable;

namespace Etalon.Storage;

/// <summary>The frames of a scan that share a role, and when each was taken.</summary>
/// <param name="Frames">Their numbers in the stack, in the order of the stack.</param>
/// <param name="Times">
/// When each was taken, counted in projections: -0.5 is before the first, N - 0.5 after the last of N, k - 0.5 between number k - 1
/// and number k (counted from 0).
/// </param>
internal sealed record RoleFrames(ImmutableArray<long> Frames, ImmutableArray<double> Times)
{
    /// <summary>No frames.</summary>
    public static RoleFrames None { get; } = new([], []);

    /// <summary>All that stand in order from 0, taken at the times given.</summary>
    public static RoleFrames All(IEnumerable<double> times)
    {
        ImmutableArray<double> known = [.. times];
        return new RoleFrames([.. Enumerable.Range(0, known.Length).Select(static frame => (long)frame)], known);
    }
}
