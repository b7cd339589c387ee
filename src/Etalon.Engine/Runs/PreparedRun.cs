using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Etalon.Cubes;
using Etalon.Operators;
using Etalon.Storage;

namespace Etalon.Engine;

/// <summary>A run whose inputs are open and whose plan is made; nothing has been computed yet.</summary>
internal sealed class PreparedRun(
    Plan plan, SectionCubes cubes, IReadOnlyList<IDatasetReader> datasets, ImmutableArray<string> remarks)
    : IDisposable
{
    /// <summary>The graph with everything described, and with the copies that the plan makes.</summary>
    public ResolvedGraph Graph { get; } = plan.Graph;

    /// <summary>What will be done.</summary>
    public Plan Plan { get; } = plan;

    /// <summary>The opened inputs.</summary>
    public SectionCubes Cubes { get; } = cubes;

    /// <summary>Things a user should know of the inputs.</summary>
    public ImmutableArray<string> Remarks { get; } = remarks;

    /// <summary>Identifies what is computed: operators, parameters, inputs; empty if an input has no content id.</summary>
    public JsonObject? CacheDocument { get; init; }

    /// <summary>What the files that are brought in say of themselves.</summary>
    public AttributeSet Attributes { get; init; } = AttributeSet.Empty;

    /// <summary>Identifies the journal that may be continued.</summary>
    public required string JournalKey { get; init; }

    /// <summary>Whether a section after this one reads what a link stands for: as an input, in a condition, or in place of a failed step.</summary>
    public bool IsReadLater(GraphLink link, int section) =>
        Plan.Sections.Skip(section + 1).SelectMany(later => later.Nodes).Any(id =>
        {
            var node = Graph[id];
            return node.Links.Contains(link)
                || node.When.Contains(link.ToString(), StringComparison.Ordinal)
                || string.Equals(node.OnError, link.Node, StringComparison.Ordinal);
        });

    /// <inheritdoc />
    public void Dispose()
    {
        Cubes.Dispose();
        foreach (var dataset in datasets)
        {
            dataset.Dispose();
        }
    }
}
