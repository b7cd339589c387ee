using System.Collections.Immutable;
using System.Text.Json;

namespace Etalon.Ophidia;

/// <summary>The manuals of all primitives. The engine's own table is written into a file here by a test, which also sees that both agree.</summary>
public static class PrimitiveManuals
{
    /// <summary>All, by name.</summary>
    public static ImmutableArray<PrimitiveManual> All { get; } = Read();

    /// <summary>The manual of a name, in any case, with or without <c>oph_</c>; null for none.</summary>
    public static PrimitiveManual? Find(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return All.FirstOrDefault(manual => manual.Aliases.Prepend(manual.Name).Any(
            known => string.Equals(known, name, StringComparison.OrdinalIgnoreCase) || string.Equals(known, "oph_" + name, StringComparison.OrdinalIgnoreCase)));
    }

    private static ImmutableArray<PrimitiveManual> Read()
    {
        using var stream = typeof(PrimitiveManuals).Assembly.GetManifestResourceStream("Primitives.json")!;
        return JsonSerializer.Deserialize<ImmutableArray<PrimitiveManual>>(stream, JsonSerializerOptions.Web);
    }
}
