using System.Collections.Immutable;
using Etalon.Cubes;
using Etalon.Operators;

namespace Etalon.Engine;

/// <summary>
/// Brings blocks on demand: from a stored cube by reading, from a step by pulling what it needs and running its kernel.
/// One instance serves one thread; kernels are bound when first needed and kept.
/// </summary>
internal sealed unsafe class TilePuller(
    IReadOnlyDictionary<string, ResolvedNode> nodes, SectionCubes cubes, BufferPool pool, ImmutableArray<long> reduceBlock) : IDisposable
{
    private readonly Dictionary<string, IMapKernel> _maps = new(StringComparer.Ordinal);
    private readonly Dictionary<string, IReduceKernel> _reductions = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Lease> _shared = new(StringComparer.Ordinal);
    private readonly HashSet<string> _sharedNodes = SharedBySeveral(nodes);

    /// <summary>Bytes of samples brought in from stored cubes.</summary>
    public long BytesTaken { get; private set; }

    /// <summary>The region of what a link stands for.</summary>
    public Lease Pull(GraphLink link, Region region, CancellationToken cancellation)
    {
        if (cubes.Find(link) is { } reader)
        {
            var bytes = region.Samples * reader.Cube.Type.Bytes();
            if (reader.TryLend(region, pool, cancellation) is { } lent)
            {
                BytesTaken += bytes;
                return new Lease(lent.Pointer, lent, reader.Cube, region);
            }

            var buffer = pool.Rent(bytes);
            try
            {
                reader.Read(region, buffer.Pointer, pool, cancellation);
            }
            catch
            {
                buffer.Dispose();
                throw;
            }

            BytesTaken += bytes;
            return new Lease(buffer, reader.Cube, region);
        }

        var node = nodes[link.Node];
        var port = node.IndexOf(link.Port);
        if (port != 0)
        {
            throw new InvalidOperationException($"The plan pulls output {link}, which is not the first of its step, through a section.");
        }

        if (!_sharedNodes.Contains(node.Id))
        {
            return Single(Evaluate(node, region, cancellation));
        }

        if (_shared.TryGetValue(node.Id, out var known) && known.Block.Region == region)
        {
            return known.Share();
        }

        var lease = Single(Evaluate(node, region, cancellation));
        Forget(node.Id);
        _shared[node.Id] = lease.Share();
        return lease;
    }

    /// <summary>All outputs of a step for a region of its first output.</summary>
    public Lease[] Evaluate(ResolvedNode node, Region region, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        return node.Operator.Entry.Kind == OperatorKind.Reduce ? Reduce(node, region, cancellation) : Map(node, region, cancellation);
    }

    /// <summary>The kernel of a reduction, bound to this thread.</summary>
    public IReduceKernel Reduction(ResolvedNode node)
    {
        if (!_reductions.TryGetValue(node.Id, out var kernel))
        {
            kernel = node.Operator.BindReduce(node.Inputs, node.Description);
            _reductions.Add(node.Id, kernel);
        }

        return kernel;
    }

    /// <summary>The kernel of a map, source or stream, bound to this thread.</summary>
    public IMapKernel Kernel(ResolvedNode node)
    {
        if (!_maps.TryGetValue(node.Id, out var kernel))
        {
            kernel = node.Operator.BindMap(node.Inputs, node.Description);
            _maps.Add(node.Id, kernel);
        }

        return kernel;
    }

    /// <summary>Adds one block of a reduction's demand to a state.</summary>
    public void AddTo(IReduceState state, ResolvedNode node, ImmutableArray<Region?> demand, CancellationToken cancellation)
    {
        var inputs = PullAll(node, demand, cancellation);
        try
        {
            state.Add(Blocks(inputs), cancellation);
        }
        finally
        {
            Release(inputs);
        }
    }

    /// <summary>Room for all outputs of a step.</summary>
    public Lease[] RentOutputs(ResolvedNode node, Region region)
    {
        var regions = RegionDemand.Outputs(node.Description, region);
        var outputs = new Lease[regions.Length];
        for (var i = 0; i < outputs.Length; i++)
        {
            var cube = node.Description.Outputs[i];
            outputs[i] = new Lease(pool.Rent(regions[i].Samples * cube.Type.Bytes()), cube, regions[i]);
        }

        return outputs;
    }

    /// <summary>Drops blocks kept for sharing; called when a tile is done.</summary>
    public void EndTile()
    {
        foreach (var id in _shared.Keys.ToArray())
        {
            Forget(id);
        }
    }

    /// <inheritdoc />
    public void Dispose()
    {
        EndTile();
        foreach (var kernel in _maps.Values)
        {
            kernel.Dispose();
        }

        foreach (var kernel in _reductions.Values)
        {
            kernel.Dispose();
        }
    }

    /// <summary>The blocks of some leases; a null lease is an input the demand left out.</summary>
    public static Block[] Blocks(Lease?[] leases) => [.. leases.Select(lease => lease?.Block ?? default)];

    /// <summary>Hands all buffers back.</summary>
    public static void Release(Lease?[] leases)
    {
        foreach (var lease in leases)
        {
            lease?.Dispose();
        }
    }

    private static HashSet<string> SharedBySeveral(IReadOnlyDictionary<string, ResolvedNode> nodes) =>
        nodes.Values.SelectMany(node => node.Links)
            .Where(link => link.Node.Length > 0)
            .GroupBy(link => link.Node, StringComparer.Ordinal)
            .Where(group => group.Count() > 1)
            .Select(group => group.Key)
            .ToHashSet(StringComparer.Ordinal);

    private static Lease Single(Lease[] leases)
    {
        for (var i = 1; i < leases.Length; i++)
        {
            leases[i].Dispose();
        }

        return leases[0];
    }

    private void Forget(string id)
    {
        if (_shared.Remove(id, out var lease))
        {
            lease.Dispose();
        }
    }

    private Lease[] Map(ResolvedNode node, Region region, CancellationToken cancellation)
    {
        var whole = RegionDemand.Computed(node.Description, region);
        if (whole == region)
        {
            return Compute(node, region, cancellation);
        }

        var computed = Compute(node, whole, cancellation);
        try
        {
            var parts = RentOutputs(node, region);
            for (var i = 0; i < parts.Length; i++)
            {
                var (from, to) = (computed[i].Block, parts[i].Block);
                BoxCopy.Run(to.Region, from.Pointer, from.Region, to.Pointer, to.Region, to.Cube.Type.Bytes());
            }

            return parts;
        }
        finally
        {
            Release(computed);
        }
    }

    private Lease[] Compute(ResolvedNode node, Region region, CancellationToken cancellation)
    {
        var demand = RegionDemand.For(node.Description, node.Inputs, region);
        if (node.Description.KeepsSamples && demand[0] is { } same && !same.IsEmpty)
        {
            return [new Lease(Pull(node.Links[0], same, cancellation), node.Description.Outputs[0], region)];
        }

        var inputs = PullAll(node, demand, cancellation);
        try
        {
            var outputs = RentOutputs(node, region);
            try
            {
                Kernel(node).Run(Blocks(inputs), Blocks(outputs), cancellation);
                return outputs;
            }
            catch
            {
                Release(outputs);
                throw;
            }
        }
        finally
        {
            Release(inputs);
        }
    }

    private Lease[] Reduce(ResolvedNode node, Region region, CancellationToken cancellation)
    {
        using var state = Reduction(node).Zero(region);
        var demand = RegionDemand.For(node.Description, node.Inputs, region);
        foreach (var part in ReduceBlocks.Cut(node, demand, reduceBlock))
        {
            cancellation.ThrowIfCancellationRequested();
            AddTo(state, node, part, cancellation);
        }

        var outputs = RentOutputs(node, region);
        state.Finish(Blocks(outputs));
        return outputs;
    }

    private Lease?[] PullAll(ResolvedNode node, ImmutableArray<Region?> demand, CancellationToken cancellation)
    {
        var inputs = new Lease?[demand.Length];
        try
        {
            for (var i = 0; i < inputs.Length; i++)
            {
                if (demand[i] is { } needed && !needed.IsEmpty)
                {
                    inputs[i] = Pull(node.Links[i], needed, cancellation);
                }
            }

            return inputs;
        }
        catch
        {
            Release(inputs);
            throw;
        }
    }
}
