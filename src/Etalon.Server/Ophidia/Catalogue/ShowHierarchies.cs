using Etalon.Cubes;
using Etalon.Ophidia;

namespace Etalon.Server;

/// <summary><c>oph_hierarchy</c>.</summary>
internal sealed class ShowHierarchies : IOphidiaOperator
{
    /// <inheritdoc />
    public Task<OphidiaAnswer> RunAsync(OphidiaCall call, CancellationToken cancellation) =>
        Task.FromResult(call.Filter("hierarchy") is { } name ? new OphidiaAnswer([.. Levels(name)]) : new OphidiaAnswer(
        [
            CatalogueCalls.Grid("hierarchy_list", "Hierarchy List", ["HIERARCHY NAME"], OphidiaHierarchy.All.Select(static hierarchy => (IReadOnlyList<string>)[hierarchy.Name])),
            new OphidiaText("hierarchy_tip", "Useful Tip", "Name a hierarchy with 'hierarchy' to see its levels."),
        ]));

    /// <summary>The levels of one.</summary>
    public static IEnumerable<OphidiaObject> Levels(string name)
    {
        var hierarchy = OphidiaHierarchy.All.FirstOrDefault(known => string.Equals(known.Name, name, StringComparison.OrdinalIgnoreCase))
            ?? throw Refusal.Unknown("hierarchy", name, OphidiaHierarchy.All.Select(static known => known.Name));
        yield return new OphidiaText("hierarchy_function", "Hierarchy Name", $"{hierarchy.Name} (version 1.0)");
        yield return CatalogueCalls.Grid(
            "hierarchy_attrs", "Hierarchy Attributes", ["LONG NAME", "SHORT NAME", "AGGREGATION FIELD", "AGGREGATION SET", "AGGREGATION FUNCTIONS"],
            hierarchy.Levels.Select(static level => (IReadOnlyList<string>)
            [
                level.Name, level.Letter, level.Below.Length > 0 ? level.Below : level.Letter, ((long)level.Count).Cell(),
                level.Below.Length > 0 ? string.Join('|', OphidiaHierarchy.Operations) : "none",
            ]));
    }
}
