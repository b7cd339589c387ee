using Etalon.Cubes;

namespace Etalon.Operators.Datacubes.Tests;

/// <summary>Cuts boxes into smaller boxes at random places.</summary>
public static class RandomCuts
{
    /// <summary>
    /// Boxes that cover the region exactly once, in random order: recursive halving at random places, so that neighbours
    /// are not aligned with each other, as no engine would be so unkind to do.
    /// </summary>
    public static IReadOnlyList<Region> Of(Region region, Random random, int most = 12, Func<int, bool>? mayCut = null)
    {
        List<Region> pieces = [region];
        var wanted = random.Next(1, most + 1);
        for (var attempt = 0; attempt < 4 * wanted && pieces.Count < wanted && region.Rank > 0; attempt++)
        {
            var index = random.Next(pieces.Count);
            var axis = random.Next(region.Rank);
            var piece = pieces[index];
            if (piece.Length[axis] < 2 || mayCut?.Invoke(axis) == false)
            {
                continue;
            }

            var first = random.NextInt64(1, piece.Length[axis]);
            pieces[index] = piece.With(axis, piece.Start[axis], first);
            pieces.Add(piece.With(axis, piece.Start[axis] + first, piece.Length[axis] - first));
        }

        random.Shuffle(System.Runtime.InteropServices.CollectionsMarshal.AsSpan(pieces));
        return pieces;
    }
}
