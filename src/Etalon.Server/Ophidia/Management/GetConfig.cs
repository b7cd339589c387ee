using System.Collections.Immutable;
using Etalon.Ophidia;

namespace Etalon.Server;

/// <summary><c>oph_get_config</c>: what clients ask for when they start. Somebody new has no session, and gets empty values.</summary>
internal sealed class GetConfig : IOphidiaOperator
{
    /// <inheritdoc />
    public Task<OphidiaAnswer> RunAsync(OphidiaCall call, CancellationToken cancellation)
    {
        var session = call.Visit.Session;
        var isNew = session.Code.Length == 0;
        ImmutableArray<(string Key, string Value)> all =
        [
            ("OPH_SESSION_ID", isNew ? "" : session.ToString()),
            ("OPH_EXEC_MODE", "sync"),
            ("OPH_NCORES", "1"),
            ("OPH_DATACUBE", ""),
            ("OPH_CWD", isNew ? "" : "/"),
            ("OPH_CDD", isNew ? "" : "/"),
            ("OPH_BASE_SRC_PATH", isNew ? "" : "/"),
            ("OPH_XML_URL", ""),
        ];
        var key = call.Arguments["key"];
        var shown = key is "all" ? all : [.. all.Where(pair => string.Equals(pair.Key, key, StringComparison.Ordinal))];
        var table = new OphidiaTable("Configuration Parameters", [("KEY", "string"), ("VALUE", "string")], shown.Select(static pair => (IReadOnlyList<string>)[pair.Key, pair.Value]));
        return Task.FromResult(new OphidiaAnswer([new OphidiaGrid("get_config", table)]));
    }
}
