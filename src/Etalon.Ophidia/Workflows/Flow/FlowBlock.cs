using System.Collections.Immutable;

namespace Etalon.Ophidia;

/// <summary>Nodes in an order in which they can be carried out one by one; those that do not wait for one another can be carried out side by side.</summary>
/// <param name="Nodes">The nodes.</param>
public sealed record FlowBlock(ImmutableArray<FlowNode> Nodes)
{
    /// <summary>Brings tasks into the form of blocks: what stands between an <c>oph_for</c> and its <c>oph_endfor</c> is a block of its own.</summary>
    /// <remarks>
    /// A task lies in a block if it depends, over however many others, on the task that opens the block, and on none that closes it. Dependencies
    /// that lead into or out of a block become dependencies of the block.
    /// </remarks>
    /// <exception cref="OphidiaException">Blocks are not closed, or not within one another (7).</exception>
    public static FlowBlock Of(ImmutableArray<OphidiaTask> tasks) => new FlowReading(tasks).Read();

    /// <summary>All tasks, those that open and close blocks included.</summary>
    public IEnumerable<OphidiaTask> Tasks => Nodes.SelectMany(static node => node switch
    {
        FlowTask single => [single.Task],
        FlowLoop loop => loop.Body.Tasks.Prepend(loop.Opening).Append(loop.Closing),
        FlowChoice choice => choice.Branches.SelectMany(static branch => branch.Body.Tasks.Prepend(branch.Opening)).Append(choice.Closing),
        _ => Enumerable.Empty<OphidiaTask>(),
    });
}
