using System.Collections.Immutable;
using Etalon.Cubes;

namespace Etalon.Storage;

/// <summary>Finds which axis of a stack counts frames, which rows and which columns.</summary>
internal static class StackOrder
{
    private static readonly string[] FrameWords = ["theta", "angle", "frame", "image", "projection", "time"];
    private static readonly string[] RowWords = ["y", "row", "rows", "slice", "vertical"];
    private static readonly string[] ColumnWords = ["x", "column", "columns", "horizontal"];

    /// <summary>The axes of frames, rows and columns: as the file names them, else by the number of frames, else the usual order.</summary>
    /// <param name="stack">The dataset.</param>
    /// <param name="names">What the file calls its axes; another number than three says nothing.</param>
    /// <param name="frames">How many frames there must be; null where nothing says so.</param>
    /// <param name="counted">What says so, for messages.</param>
    /// <param name="remarks">Takes what is supposed rather than known.</param>
    /// <exception cref="RefusalException">The file contradicts itself.</exception>
    public static ImmutableArray<int> Of(Hdf5Entry stack, IReadOnlyList<string> names, long? frames, string counted, List<string> remarks)
    {
        var order = ByName(names);
        if (order.IsEmpty)
        {
            var axis = frames is not { } count || stack.Shape[0] == count ? 0 : stack.Shape.IndexOf(count);
            order = axis switch
            {
                1 => [1, 0, 2],
                2 => [2, 0, 1],
                _ => [0, 1, 2],
            };
            if (axis > 0)
            {
                remarks.Add(
                    $"'{stack.Path}' ({string.Join(", ", stack.Shape)}) does not name its axes: axis {axis} is as long as there are frames, and of the other two rows are taken to come before columns. Where columns come first, name them in the attribute 'axes'.");
            }
        }

        return frames is null || stack.Shape[order[0]] == frames
            ? order
            : throw new RefusalException(
                "contradictory-metadata",
                $"'{counted}' of '{stack.Source.Path}' has {frames} entries, the stack '{stack.Path}' is ({string.Join(", ", stack.Shape)}).",
                "An interrupted scan may have fewer frames than were planned: cut the longer one in the file.");
    }

    /// <summary>What the file calls the axes of a stack: its own attribute, its labels, or the group that shows it.</summary>
    public static IReadOnlyList<string> Names(Hdf5Entry stack, IEnumerable<Hdf5Entry> groups)
    {
        if (Split(stack.Attributes.Text("axes")) is { Length: 3 } own)
        {
            return own;
        }

        if (stack.Labels.Length == 3 && stack.Labels.All(static label => label.Length > 0))
        {
            return stack.Labels;
        }

        var group = groups.FirstOrDefault(group => stack.Equals(NexusAxes.Signal(group)) && group.Attributes.Text("axes").Length > 0);
        return group is null ? [] : Split(group.Attributes.Text("axes"));
    }

    private static ImmutableArray<int> ByName(IReadOnlyList<string> names)
    {
        if (names.Count != 3)
        {
            return [];
        }

        var frame = Find(names, static name => FrameWords.Any(word => name.Contains(word, StringComparison.OrdinalIgnoreCase)));
        var row = Find(names, static name => RowWords.Contains(name, StringComparer.OrdinalIgnoreCase));
        var column = Find(names, static name => ColumnWords.Contains(name, StringComparer.OrdinalIgnoreCase));
        return frame >= 0 && row >= 0 && column >= 0 ? [frame, row, column] : [];
    }

    /// <summary>The only name that fits; -1 for none or several.</summary>
    private static int Find(IReadOnlyList<string> names, Func<string, bool> fits)
    {
        var found = Enumerable.Range(0, names.Count).Where(i => fits(names[i])).ToArray();
        return found.Length == 1 ? found[0] : -1;
    }

    private static string[] Split(string text) =>
        text.Trim('[', ']').Split([':', ','], StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
}
