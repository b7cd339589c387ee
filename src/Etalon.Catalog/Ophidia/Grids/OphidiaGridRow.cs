using System.Text.Json;

namespace Etalon.Catalog;

/// <summary>A grid of Ophidia's protocol: values of dimensions under a name.</summary>
/// <param name="Name">What it is called within its container.</param>
/// <param name="Dimensions">A list of items with name, type, hierarchy, conceptLevel, values.</param>
public sealed record OphidiaGridRow(string Name, JsonElement Dimensions)
{
    // The database's reader fills in the members one by one.
    private OphidiaGridRow()
        : this("", default)
    {
    }

    /// <summary>Whether the call that returned it has made it.</summary>
    public bool IsNew { get; init; }
}
