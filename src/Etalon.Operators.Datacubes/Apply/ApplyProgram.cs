using System.Collections.Immutable;

namespace Etalon.Operators.Datacubes;

/// <summary>The steps of a bound expression in order; every array has a place.</summary>
internal sealed class ApplyProgram
{
    /// <summary>What the arrays of a strip of rows take together: they stay in the second cache from step to step.</summary>
    private const long StripBytes = 192 * 1024;

    private readonly List<ArrayNode> _nodes = [];
    private readonly List<ImmutableArray<int>> _inputs = [];

    public ApplyProgram(ArrayNode root)
    {
        Place(root);
        RowBytes = _nodes.Sum(node => node is ArrayNode.Step or ArrayNode.Position ? node.Shape.Bytes : 0);
    }

    /// <summary>The arrays; each one stands behind those it is made of, the result last.</summary>
    public IReadOnlyList<ArrayNode> Nodes => _nodes;

    /// <summary>Bytes of a row of all arrays that are computed.</summary>
    public long RowBytes { get; }

    /// <summary>Expected nanoseconds per row.</summary>
    public double Cost => 0.1 + _nodes.OfType<ArrayNode.Step>().Sum(step => step.Cost * step.Inputs.Max(input => input.Shape.Length));

    /// <summary>Places of the arrays that one is made of.</summary>
    public ImmutableArray<int> Inputs(int place) => _inputs[place];

    /// <summary>Rows that are computed together.</summary>
    public int StripRows(int sampleBytes, int length) =>
        (int)Math.Clamp(StripBytes / (RowBytes + ((long)sampleBytes * length)), 1, 4096);

    /// <summary>Bytes held by one kernel.</summary>
    public long ScratchBytes(int sampleBytes, int length)
    {
        var strip = StripRows(sampleBytes, length) * (RowBytes + ((long)sampleBytes * length));
        var constants = _nodes.OfType<ArrayNode.Constant>().Sum(node => node.Shape.Bytes + 64);
        return strip + constants + _nodes.OfType<ArrayNode.Step>().Sum(step => step.ScratchBytes) + (64 * 1024) + (length * 16L);
    }

    private ImmutableArray<int> Places(ArrayNode.Step step)
    {
        var places = ImmutableArray.CreateBuilder<int>(step.Inputs.Length);
        foreach (var input in step.Inputs)
        {
            places.Add(Place(input));
        }

        return places.MoveToImmutable();
    }

    private int Place(ArrayNode node)
    {
        var known = _nodes.FindIndex(other => ReferenceEquals(other, node));
        if (known >= 0)
        {
            return known;
        }

        ImmutableArray<int> inputs = node is ArrayNode.Step step ? Places(step) : [];
        _nodes.Add(node);
        _inputs.Add(inputs);
        return _nodes.Count - 1;
    }
}
