using System.Collections.Immutable;
using Etalon.Catalog;
using Etalon.Ophidia;

namespace Etalon.Server;

/// <summary><c>oph_get_config</c>: what clients ask for when they start. Somebody new has no session, and gets empty values.</summary>
internal sealed class GetConfig(CatalogDatabase catalog, OphidiaFiles files) : IOphidiaOperator
{
    private const string CubeKey = "OPH_DATACUBE";
    private const string Everything = "all";

    /// <inheritdoc />
    public async Task<OphidiaAnswer> RunAsync(OphidiaCall call, CancellationToken cancellation)
    {
        var session = call.Visit.Session;
        var key = call.Arguments["key"];
        var isNew = session.Code.Length == 0;
        ImmutableArray<(string Key, string Value)> all =
        [
            ("OPH_SESSION_ID", isNew ? "" : session.ToString()),
            ("OPH_EXEC_MODE", "sync"),
            ("OPH_NCORES", "1"),
            (CubeKey, !isNew && key is Everything or CubeKey ? await LastCubeAsync(session, cancellation) : ""),
            ("OPH_CWD", isNew ? "" : "/"),
            ("OPH_CDD", isNew ? "" : "/"),
            ("OPH_BASE_SRC_PATH", isNew ? "" : files.Root + "/"),
            ("OPH_XML_URL", ""),
        ];
        var shown = key is Everything ? all : [.. all.Where(pair => string.Equals(pair.Key, key, StringComparison.Ordinal))];
        var table = new OphidiaTable("Configuration Parameters", [("KEY", "string"), ("VALUE", "string")], shown.Select(static pair => (IReadOnlyList<string>)[pair.Key, pair.Value]));
        return new OphidiaAnswer([new OphidiaGrid("get_config", table)]);
    }

    private async Task<string> LastCubeAsync(OphidiaSession session, CancellationToken cancellation) =>
        await new FindLastOphidiaCube(catalog.Source).RunAsync(session.Code, cancellation) is { } place
            ? new OphidiaPid(session.Server, place.ContainerId, place.Id).ToString()
            : "";
}
