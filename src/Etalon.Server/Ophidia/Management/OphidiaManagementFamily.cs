using Etalon.Catalog;
using Etalon.Ophidia;

namespace Etalon.Server;

/// <summary>The operators that look after sessions, jobs and the server. They answer at once and are no jobs themselves.</summary>
internal sealed class OphidiaManagementFamily(EtalonHome home, ServerOptions options, CatalogDatabase catalog, LiveRequests live, OphidiaFiles files, TimeProvider clock) : IOphidiaFamily
{
    private readonly NamedSessions _sessions = new(catalog, options);

    /// <inheritdoc />
    public IEnumerable<(OphidiaManual Manual, IOphidiaOperator Operator)> Operators =>
    [
        (ManagementManuals.GetConfig, new GetConfig(catalog, files)),
        (ManagementManuals.Resume, new Resume(catalog, _sessions, live)),
        (ManagementManuals.Cancel, new Cancel(_sessions, live)),
        (ManagementManuals.ManageSession, new ManageSession(catalog, _sessions, clock)),
        (ManagementManuals.State, new ServerState(live)),
        (ManagementManuals.LogInfo, new LogInfo(home)),
        (ManagementManuals.Cluster, new ClusterInfo()),
    ];
}
