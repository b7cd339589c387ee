using System.Collections.Immutable;
using Etalon.Cubes;
using Etalon.Ophidia;

namespace Etalon.Server;

/// <summary><c>oph_man</c>: what an operator, a primitive or a hierarchy is.</summary>
internal sealed class ShowManual : IOphidiaOperator
{
    /// <inheritdoc />
    public Task<OphidiaAnswer> RunAsync(OphidiaCall call, CancellationToken cancellation)
    {
        var name = call.Arguments["function"];
        return Task.FromResult(new OphidiaAnswer([.. call.Arguments["function_type"] switch
        {
            "primitive" => Primitive(name),
            "hierarchy" => ShowHierarchies.Levels(name),
            _ => Operator(name),
        }]));
    }

    private static IEnumerable<OphidiaObject> Operator(string name)
    {
        var manual = OphidiaManuals.Find(name) ?? throw Refusal.Unknown("operator", name, OphidiaManuals.All.Select(static known => known.Name));
        return Pages(
            manual.Name, [["Abstract", $"{Abstract(manual.Doc, manual.Aliases, manual.Arguments)}\n{OphidiaManuals.Parallelism}"], ["Author", "Etalon"], ["Permission", OphidiaRights.NameOf(manual.Role)]], manual.Arguments);
    }

    private static IEnumerable<OphidiaObject> Primitive(string name)
    {
        var manual = PrimitiveManuals.Find(name) ?? throw Refusal.Unknown("primitive", name, PrimitiveManuals.All.Select(static known => known.Name));
        string[][] info = [["Abstract", $"{manual.Signature}\n{Abstract(manual.Doc, manual.Aliases, manual.Arguments)}"], ["Author", "Etalon"], ["Return Type", "array"]];
        return
        [
            .. Pages(manual.Name, info, manual.Arguments),
            CatalogueCalls.Grid(
                "man_multiargs", "Function Multi-arguments", ["NAME", "TYPE", "MANDATORY"],
                manual.Arguments.Where(static argument => argument.IsList).Select(static argument => (IReadOnlyList<string>)[argument.Name, argument.Type, argument.Default is null ? "yes" : "no"])),
        ];
    }

    private static IEnumerable<OphidiaObject> Pages(string name, IEnumerable<IReadOnlyList<string>> info, ImmutableArray<OphidiaArgument> arguments) =>
    [
        new OphidiaText("man_function", "Function Name", $"{name} (version 1.0)"),
        CatalogueCalls.Grid("man_info", "Function Information", ["INFO", "VALUE"], info),
        CatalogueCalls.Grid(
            "man_args", "Function Arguments", ["NAME", "TYPE", "MANDATORY", "DEFAULT", "MIN", "MAX", "VALUES"],
            arguments.Select(static argument => (IReadOnlyList<string>)
            [
                argument.Name, argument.Type, argument.Default is null ? "yes" : "no", argument.Default ?? "", "", "", string.Join('|', argument.Values),
            ])),
    ];

    /// <summary>The sentence on the whole, and one on each argument.</summary>
    private static string Abstract(string doc, ImmutableArray<string> aliases, ImmutableArray<OphidiaArgument> arguments)
    {
        var also = aliases.IsEmpty ? "" : $"\nAlso called {string.Join(", ", aliases)}.";
        return $"{doc}{also}{string.Concat(arguments.Select(static argument => $"\n- {argument.Name}: {argument.Doc}"))}";
    }
}
