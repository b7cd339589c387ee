using System.Collections.Immutable;
using Etalon.Cubes;

namespace Etalon.Operators.Datacubes;

/// <summary>Marks the datasets of its inputs for deletion; the catalogue deletes them when the run has succeeded.</summary>
[Operator("delete", "1.0.0", "cubes* -> ", Doc = "Deletes the datasets of its inputs when the run has succeeded.", TakesHalves = true)]
public sealed class Delete : ISink<Delete.Parameters>
{
    /// <summary>The format of the request by which whoever keeps the catalogue knows this sink: no bytes are to be written.</summary>
    public const string Format = SinkRequest.Delete;

    /// <summary>What the user may choose.</summary>
    /// <param name="Reason">Why; kept in the record of the run.</param>
    public sealed record Parameters([Doc("why; kept in the record of the run")] string Reason = "");

    /// <inheritdoc />
    public Description Describe(Parameters parameters, Inputs inputs)
    {
        if (inputs.Count == 0)
        {
            throw new RefusalException("missing-input", "There is nothing to delete.", "Connect the dataset to delete.");
        }

        return new Description(ImmutableArray<CubeInfo>.Empty);
    }

    /// <inheritdoc />
    public SinkRequest Request(Parameters parameters, Inputs inputs) => new(
        Format, "", ImmutableSortedDictionary.Create<string, string>(StringComparer.Ordinal).Add("reason", parameters.Reason));
}
