namespace Etalon.Cubes;

/// <summary>Samples by their labels.</summary>
internal static class LabelSelection
{
    /// <summary>The sample of that label, or from one label to another (both included); null where the text is no label.</summary>
    public static AxisSelection? Find(Axis axis, LabelCoordinates coordinates, string text)
    {
        var labels = coordinates.Labels;
        var whole = labels.IndexOf(text);
        if (whole >= 0)
        {
            return new AxisSelection(whole, 1);
        }

        var cut = text.IndexOf("..", StringComparison.Ordinal);
        if (cut >= 0)
        {
            var first = Index(text[..cut].Trim(), 0);
            var last = Index(text[(cut + 2)..].Trim(), labels.Length - 1);
            return new AxisSelection(Math.Min(first, last), Math.Abs(last - first) + 1);
        }

        return IndexSelection.IsIndex(text) ? null : throw UnknownLabel(axis, labels, text);

        int Index(string label, int ifEmpty)
        {
            if (label.Length == 0)
            {
                return ifEmpty;
            }

            var index = labels.IndexOf(label);
            return index >= 0 ? index : throw UnknownLabel(axis, labels, label);
        }
    }

    private static RefusalException UnknownLabel(Axis axis, System.Collections.Immutable.ImmutableArray<string> labels, string label)
    {
        var near = NearestNames.Of(label, labels);
        return new RefusalException(
            "unknown-label", $"Axis '{axis.Name}' has no label '{label}'. It has {string.Join(", ", labels.Take(20))}{(labels.Length > 20 ? ", …" : "")}.",
            near.Length > 0 ? $"Did you mean {string.Join(" or ", near.Select(n => $"'{n}'"))}?" : "Use one of the labels listed, or an index.");
    }
}
