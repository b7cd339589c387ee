using System.Globalization;
using Etalon.Cubes;

namespace Etalon.Operators.Datacubes;

/// <summary>Edges of bins: one more than there are bins, rising.</summary>
internal sealed class BinEdges
{
    private readonly double[] _edges;
    private readonly double _scale;

    private BinEdges(double[] edges, bool isRegular)
    {
        _edges = edges;
        IsRegular = isRegular;
        _scale = Count / (edges[^1] - edges[0]);
    }

    /// <summary>How many bins.</summary>
    public int Count => _edges.Length - 1;

    /// <summary>Whether all bins are equally wide.</summary>
    public bool IsRegular { get; }

    /// <summary>The edges that parameters ask for.</summary>
    public static BinEdges Of(Histogram.Parameters parameters)
    {
        if (!parameters.Edges.IsDefaultOrEmpty)
        {
            return new BinEdges(Checked(parameters.Edges.ToArray()), isRegular: false);
        }

        var step = (parameters.High - parameters.Low) / parameters.Bins;
        var edges = new double[parameters.Bins + 1];
        for (var i = 0; i < edges.Length; i++)
        {
            edges[i] = (i * step) + parameters.Low;
        }

        edges[^1] = parameters.High;
        return new BinEdges(Checked(edges), isRegular: true);
    }

    /// <summary>The bin of a value, or -1; lower edges belong to their bin, and the last upper edge too.</summary>
    public int Find(double value)
    {
        // NaN fails both comparisons.
        if (!(value >= _edges[0] && value <= _edges[^1]))
        {
            return -1;
        }

        if (!IsRegular)
        {
            var at = Array.BinarySearch(_edges, value);
            return Math.Min(at >= 0 ? at : ~at - 1, Count - 1);
        }

        // The quotient may be off by one next to an edge; the edges themselves decide.
        var bin = Math.Min((int)((value - _edges[0]) * _scale), Count - 1);
        if (value < _edges[bin])
        {
            return bin - 1;
        }

        return bin < Count - 1 && value >= _edges[bin + 1] ? bin + 1 : bin;
    }

    /// <summary>The bins as an axis: middles as coordinates, edges as bounds.</summary>
    public Axis ToAxis(string name, string unit)
    {
        var middles = new double[Count];
        var bounds = new double[2 * Count];
        for (var i = 0; i < Count; i++)
        {
            (bounds[2 * i], bounds[(2 * i) + 1]) = (_edges[i], _edges[i + 1]);
            middles[i] = _edges[i] + ((_edges[i + 1] - _edges[i]) / 2);
        }

        return new Axis(name, Count) { Unit = unit, Coordinates = AxisCoordinates.From(middles), Bounds = [.. bounds] };
    }

    private static double[] Checked(double[] edges)
    {
        for (var i = 1; i < edges.Length; i++)
        {
            if (!(edges[i] > edges[i - 1]) || !double.IsFinite(edges[i] - edges[0]))
            {
                throw Bad(string.Create(CultureInfo.InvariantCulture, $"edge {i} is {edges[i]:R}, the one before it {edges[i - 1]:R}"));
            }
        }

        return edges.Length > 1 ? edges : throw Bad("there is only one");
    }

    private static RefusalException Bad(string why) => new(
        "bad-parameter", $"Bin edges must be finite and rise; {why}.", "Give 'low' below 'high', or two or more rising 'edges'.");
}
