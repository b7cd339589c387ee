namespace Etalon.Ophidia;

/// <summary>The manuals of the operators that look after sessions, jobs and the server.</summary>
public static class ManagementManuals
{
    /// <summary><c>oph_get_config</c>.</summary>
    public static OphidiaManual GetConfig { get; } = Of(
        "oph_get_config", "Tells what clients ask for when they start: the last session, the folder for files, and the like.", OphidiaRole.Read,
        new OphidiaArgument("key", "string", "all", "What is asked for.")
        {
            Values = ["all", "OPH_SESSION_ID", "OPH_BASE_SRC_PATH", "OPH_CDD", "OPH_CWD", "OPH_DATACUBE", "OPH_XML_URL", "OPH_EXEC_MODE", "OPH_NCORES"],
        });

    private static OphidiaManual Of(string name, string doc, OphidiaRole role, params OphidiaArgument[] arguments) =>
        new(name, doc, role, [.. arguments]) { IsManagement = true };
}
