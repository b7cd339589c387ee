using System.Text.Json.Nodes;

namespace Etalon.Operators;

/// <summary>An operator together with checked parameters.</summary>
public sealed class BoundOperator
{
    private readonly OperatorBinding _binding;
    private readonly object _parameters;
    private readonly JsonObject _canonical;

    internal BoundOperator(OperatorEntry entry, OperatorBinding binding, object parameters, JsonObject canonical)
    {
        Entry = entry;
        _binding = binding;
        _parameters = parameters;
        _canonical = canonical;
    }

    /// <summary>The operator.</summary>
    public OperatorEntry Entry { get; }

    /// <summary>All parameters in declared order: defaults filled in, numbers in the declared unit. A copy.</summary>
    public JsonObject Canonical => _canonical.DeepClone().AsObject();

    /// <summary>What will come out. Not for composites and file sources, which have no description of their own.</summary>
    public Description Describe(Inputs inputs) => _binding.Describe(_parameters, inputs);

    /// <summary>A kernel of a map, source or stream operator for one worker.</summary>
    public IMapKernel BindMap(Inputs inputs, Description description) => _binding.BindMap(_parameters, inputs, description);

    /// <summary>A kernel of a reduction for one worker.</summary>
    public IReduceKernel BindReduce(Inputs inputs, Description description) => _binding.BindReduce(_parameters, inputs, description);

    /// <summary>A kernel of a stream operator for one stream.</summary>
    public IStreamKernel BindStream(Inputs inputs, Description description) => _binding.BindStream(_parameters, inputs, description);

    /// <summary>What a file source wants opened.</summary>
    public FileRequest FileRequest() => _binding.FileRequest(_parameters);

    /// <summary>What a sink wants written.</summary>
    public SinkRequest SinkRequest(Inputs inputs) => _binding.SinkRequest(_parameters, inputs);

    /// <summary>How an external program is run.</summary>
    public ProgramRequest ProgramRequest(Inputs inputs) => _binding.ProgramRequest(_parameters, inputs);

    /// <summary>The graph a composite stands for.</summary>
    public OperatorGraph Expand(Inputs inputs) => _binding.Expand(_parameters, inputs);
}
