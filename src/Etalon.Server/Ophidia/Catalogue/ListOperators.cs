using Etalon.Ophidia;

namespace Etalon.Server;

/// <summary><c>oph_operators_list</c>: what somebody carries out; asked for late, because this is one of them.</summary>
internal sealed class ListOperators(IServiceProvider services) : IOphidiaOperator
{
    /// <inheritdoc />
    public Task<OphidiaAnswer> RunAsync(OphidiaCall call, CancellationToken cancellation)
    {
        var (part, limit) = (call.Arguments["operator_filter"], (int)call.Arguments.Whole("limit_filter", 0, int.MaxValue));
        var names = services.GetRequiredService<OphidiaOperators>().Manuals.Select(static manual => manual.Name.ToUpperInvariant()).Where(name => name.Contains(part, StringComparison.OrdinalIgnoreCase));
        var rows = (limit > 0 ? names.Take(limit) : names).Select(static name => (IReadOnlyList<string>)[name]);
        return Task.FromResult(new OphidiaAnswer(
        [
            CatalogueCalls.Grid("operators_list_list", "Operators List", ["OPERATORS"], rows),
            new OphidiaText("operators_list_tip", "Help Message", "'oph_man function=NAME' explains an operator."),
        ]));
    }
}
