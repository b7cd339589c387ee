using Etalon.Cubes;
using Etalon.Operators;

namespace Etalon.Engine;

/// <summary>The attributes that a sink wants written besides those of its cubes.</summary>
internal static class SinkAttributes
{
    // These are no attributes here but parts of cubes and axes; readers of the file find them where they belong.
    private static readonly string[] Parts = ["_FillValue", "missing_value", "scale_factor", "add_offset", "units", "calendar", "bounds", "coordinates"];

    /// <summary>A cube with its name and attributes as they are to be written.</summary>
    public static CubeInfo Of(CubeInfo cube, SinkRequest request)
    {
        var named = request.CubeName.Length > 0 ? cube with { Name = request.CubeName } : cube;
        if (!request.KeepsAttributes)
        {
            named = named with { Attributes = AttributeSet.Empty, Axes = [.. named.Axes.Select(static axis => axis with { Attributes = AttributeSet.Empty })] };
        }

        foreach (var (name, text) in request.Attributes)
        {
            var cut = name.LastIndexOf('/');
            var (owner, key) = (name[..Math.Max(0, cut)], name[(cut + 1)..]);
            if (cut <= 0 || key.Length == 0)
            {
                continue;
            }

            if (string.Equals(owner, cube.Name, StringComparison.Ordinal))
            {
                named = key is "units" ? named with { Unit = text } : named with { Attributes = With(named.Attributes, key, text) };
            }
            else if (named.Find(owner) is var at && at >= 0)
            {
                named = named.With(named.Axes[at] with { Attributes = With(named.Axes[at].Attributes, key, text) });
            }
        }

        return named;
    }

    /// <summary>Those of the file.</summary>
    public static AttributeSet OfFile(SinkRequest request) => request.Attributes
        .Where(static pair => pair.Key.Length > 0 && !pair.Key.Contains('/', StringComparison.Ordinal))
        .Aggregate(AttributeSet.Empty, static (set, pair) => set.With(pair.Key, pair.Value));

    /// <summary>Numbers stay numbers where the text is that of the number.</summary>
    private static AttributeSet With(AttributeSet attributes, string key, string text) =>
        Parts.Contains(key, StringComparer.Ordinal) || string.Equals(attributes[key]?.ToString(), text, StringComparison.Ordinal) ? attributes : attributes.With(key, text);
}
