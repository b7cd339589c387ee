namespace Etalon.Operators.Tomography;

/// <summary>
/// Which samples of which projections lie in which tile of the Fourier grid. Samples of a projection lie on a line through the
/// middle, so within a tile they are neighbours.
/// </summary>
internal sealed class PolarTiles
{
    /// <summary>Points of a tile along each axis; with its margin it fits into a core's first cache.</summary>
    public const int Size = 64;

    private readonly PolarRun[] _runs;
    private readonly int[] _first;

    /// <summary>Finds the runs.</summary>
    /// <param name="steps">Grid points from one sample to the next along x and along y, for every projection.</param>
    /// <param name="reach">Samples on either side of the middle.</param>
    /// <param name="grid">Points of the grid along each axis.</param>
    public PolarTiles(ReadOnlySpan<(double X, double Y)> steps, int reach, int grid)
    {
        Across = (grid + Size - 1) / Size;
        var found = new List<(int Tile, PolarRun Run)>(steps.Length * Across * 2);
        for (var angle = 0; angle < steps.Length; angle++)
        {
            var (x, y) = steps[angle];
            var (tile, from) = (-1, -reach);
            for (var k = -reach; k <= reach; k++)
            {
                var at = TileOf(k * x, k * y, grid);
                if (at != tile)
                {
                    Add(found, tile, angle, from, k);
                    (tile, from) = (at, k);
                }
            }

            Add(found, tile, angle, from, reach + 1);
        }

        // Stable: within a tile projections keep their order, so sums have one order.
        _first = new int[(Across * Across) + 1];
        foreach (var (tile, _) in found)
        {
            _first[tile + 1]++;
        }

        for (var tile = 0; tile < Across * Across; tile++)
        {
            _first[tile + 1] += _first[tile];
        }

        _runs = new PolarRun[found.Count];
        var next = _first.ToArray();
        foreach (var (tile, run) in found)
        {
            _runs[next[tile]++] = run;
        }
    }

    /// <summary>Tiles along each axis.</summary>
    public int Across { get; }

    /// <summary>The runs of a tile.</summary>
    public ReadOnlySpan<PolarRun> Runs(int row, int column)
    {
        var tile = (row * Across) + column;
        return _runs.AsSpan(_first[tile], _first[tile + 1] - _first[tile]);
    }

    /// <summary>Bytes that the runs of a scan hold, at most about.</summary>
    public static long Bytes(int angles, int grid) => (long)angles * ((2L * grid / Size) + 2) * 4 * sizeof(int);

    private int TileOf(double x, double y, int grid)
    {
        var column = (int)Math.Floor(x + (grid / 2)) / Size;
        var row = (int)Math.Floor(y + (grid / 2)) / Size;
        return (row * Across) + column;
    }

    private static void Add(List<(int Tile, PolarRun Run)> found, int tile, int angle, int from, int to)
    {
        if (tile >= 0 && to > from)
        {
            found.Add((tile, new PolarRun(angle, from, to - from)));
        }
    }
}
