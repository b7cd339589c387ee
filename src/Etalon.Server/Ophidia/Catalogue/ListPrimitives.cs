using System.Collections.Immutable;
using Etalon.Ophidia;

namespace Etalon.Server;

/// <summary><c>oph_primitives_list</c>.</summary>
internal sealed class ListPrimitives : IOphidiaOperator
{
    private static readonly ImmutableArray<(string Name, string Type)> Columns =
    [
        ("PRIMITIVE NAME", "string"), ("RETURN TYPE", "string"), ("DYNAMIC LIBRARY", "string"), ("PRIMITIVE TYPE", "string"), ("DBMS ID", "int"),
    ];

    /// <inheritdoc />
    public Task<OphidiaAnswer> RunAsync(OphidiaCall call, CancellationToken cancellation)
    {
        var (level, limit) = ((int)call.Arguments.Whole("level"), (int)call.Arguments.Whole("limit_filter", 0, int.MaxValue));
        var part = call.Filter("primitive_filter") ?? "";
        var pattern = part.Contains('%', StringComparison.Ordinal) ? new SqlPattern(part, ignoreCase: true) : null;

        var kind = call.Filter("primitive_type");
        var found = PrimitiveManuals.All.Where(manual =>
            (pattern?.Fits(manual.Name) ?? manual.Name.Contains(part, StringComparison.OrdinalIgnoreCase))
            && (kind is null || string.Equals(Kind(manual), kind, StringComparison.Ordinal))

            // Whatever a primitive gives is an array, also of one element.
            && call.Arguments["return_type"] is not "number");
        var rows = (limit > 0 ? found.Take(limit) : found).Select(manual => (IReadOnlyList<string>)new[] { manual.Name, "array", "etalon", Kind(manual), "1" }[..level]);
        return Task.FromResult(new OphidiaAnswer(
        [
            new OphidiaGrid("primitives_list_list", new OphidiaTable("Primitives List", Columns[..level], rows)),
            new OphidiaText("primitives_list_tip", "Help Message", "'oph_man function=NAME;function_type=primitive' explains a primitive."),
        ]));
    }

    /// <summary>Ophidia tells apart only what mixes rows.</summary>
    private static string Kind(PrimitiveManual manual) => manual.Kind is "aggregate" ? "aggregate" : "simple";
}
