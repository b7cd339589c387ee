using System.Collections.Immutable;
using Etalon.Cubes;

namespace Etalon.Server;

/// <summary>A group or an array of a dataset as other programs see it.</summary>
/// <param name="Path">Its path, without a leading slash; empty for the root.</param>
public sealed record TreeNode(string Path)
{
    /// <summary>What is said of it, in the order in which it is listed: texts, lists of texts, numbers.</summary>
    public SortedDictionary<string, object> Attributes { get; } = new(StringComparer.Ordinal);

    /// <summary>The members of a group by name.</summary>
    public SortedDictionary<string, TreeNode> Members { get; } = new(StringComparer.Ordinal);

    /// <summary>The cube whose samples an array has; null for others.</summary>
    public CubeInfo? Cube { get; init; }

    /// <summary>The axis whose coordinates an array has; null for others.</summary>
    public Axis? Axis { get; init; }

    /// <summary>The last part of the path.</summary>
    public string Name => Path[(Path.LastIndexOf('/') + 1)..];

    /// <summary>Whether it holds samples or coordinates.</summary>
    public bool IsArray => Cube is not null || Axis is not null;

    /// <summary>The lengths of an array.</summary>
    public ImmutableArray<long> Shape => Cube?.Shape ?? [Axis!.Length];

    /// <summary>The type of an array's numbers; coordinates are float64.</summary>
    public SampleType Type => Cube?.Type ?? SampleType.Float64;

    /// <summary>The node of a path below this one; null where there is none.</summary>
    public TreeNode? Find(string path)
    {
        var node = this;
        foreach (var part in path.Split('/', StringSplitOptions.RemoveEmptyEntries))
        {
            if (!node.Members.TryGetValue(part, out var next))
            {
                return null;
            }

            node = next;
        }

        return node;
    }

    /// <summary>The group of a path below this one, made where it is not there.</summary>
    public TreeNode Group(string path)
    {
        var node = this;
        foreach (var part in path.Split('/', StringSplitOptions.RemoveEmptyEntries))
        {
            // Where an array has the name already, as of two cubes "a" and "a/b", the group gets another one.
            var name = node.Members.TryGetValue(part, out var next) && next.IsArray ? part + "_group" : part;
            if (!node.Members.TryGetValue(name, out next))
            {
                next = new TreeNode(node.Path.Length == 0 ? name : $"{node.Path}/{name}");
                node.Members.Add(name, next);
            }

            node = next;
        }

        return node;
    }

    /// <summary>This node and all below it, parents first.</summary>
    public IEnumerable<TreeNode> All() => Members.Values.SelectMany(static member => member.All()).Prepend(this);

    /// <inheritdoc />
    public bool Equals(TreeNode? other) => ReferenceEquals(this, other);

    /// <inheritdoc />
    public override int GetHashCode() => StringComparer.Ordinal.GetHashCode(Path);
}
