using System.Collections.Immutable;
using static Etalon.Ophidia.ManualArguments;

namespace Etalon.Ophidia;

/// <summary>The manuals of the operators that look after sessions, jobs and the server.</summary>
public static class ManagementManuals
{
    /// <summary>What clients ask for when they start.</summary>
    public static OphidiaManual GetConfig { get; } = Of(
        "oph_get_config", "Tells what clients ask for when they start: the last session, the last cube, folders.", OphidiaRole.Read,
        Choice(
            "key", "all", "What is asked for.",
            "all", "OPH_SESSION_ID", "OPH_EXEC_MODE", "OPH_NCORES", "OPH_DATACUBE", "OPH_CWD", "OPH_CDD", "OPH_BASE_SRC_PATH", "OPH_XML_URL"));

    /// <summary>Requests that were made before.</summary>
    public static OphidiaManual Resume { get; } = Of(
        "oph_resume", "Shows the requests of a session, how far one is, or what it answered.", OphidiaRole.Read,
        Whole("id", "0", "The number of a request; 0 for all."),
        Choice("id_type", "workflow", "Whether the number is that of a workflow or a marker.", "workflow", "marker"),
        Choice("document_type", "response", "Whether the answer is shown or the request.", "response", "request"),
        Whole("level", "1", "0: how far it is. 1: its answer, or the list of all. 2: its tasks, or the list with states. 3: tasks and answer."),
        YesNo("execute", "no", "With yes, the request is made again; tasks that were completed are not carried out again."),
        Text("checkpoint", "last", "Which completed tasks count: those up to the checkpoint of that name, all (last), or none (none)."),
        Session);

    /// <summary>Stops a request.</summary>
    public static OphidiaManual Cancel { get; } = Of(
        "oph_cancel", "Stops a request that is being carried out.", OphidiaRole.Write,
        new OphidiaArgument("id", "int", null, "The number of the request's workflow."),
        Choice("type", "kill", "How; here all are the same: what runs is stopped at its next block.", "kill", "abort", "stop"),
        Session);

    /// <summary>Sessions.</summary>
    public static OphidiaManual ManageSession { get; } = Of(
        "oph_manage_session", "Lists, makes and closes sessions, and lets others into them.", OphidiaRole.Read,
        Choice(
            "action", "list", "What is done.",
            "list", "listusers", "new", "close", "remove", "grant", "revoke", "enable", "disable", "getkey", "setkey", "env"),
        Session,
        Choice("key", "active", "What is looked at or set.", "active", "label", "strict", "username"),
        Text("value", "-", "The new value; yes or no for active and strict."),
        List("user", "-", "Whom to let in or out."),
        Choice("role", "read", "What a guest may do; each includes those before it.", "read", "write", "execute", "admin"));

    /// <summary>What the server does.</summary>
    public static OphidiaManual State { get; } = Of(
        "oph_service", "Shows that the server is up, and what it carries out.", OphidiaRole.Read,
        Choice("state", "-", "Accepted as - only: 'etalon down' stops the server.", "-", "up", "down"),
        Whole("level", "1", "1: the state. 2: the requests that are being carried out; administrators see everybody's."));

    /// <summary>The log.</summary>
    public static OphidiaManual LogInfo { get; } = Of(
        "oph_log_info", "Shows the last lines of the server's log.", OphidiaRole.Admin,
        Choice("log_type", "server", "Which log; there is one.", "server", "container", "ioserver"),
        Text("server", "-", "Accepted; there is one server."),
        Whole("nlines", "10", "How many lines."));

    /// <summary>The machines.</summary>
    public static OphidiaManual Cluster { get; } = Of(
        "oph_cluster", "Shows the machines that compute: this one.", OphidiaRole.Read,
        Choice("action", "info", "What is shown; machines are not started or stopped from here.", "info", "info_cluster", "deploy", "undeploy"),
        Text("host_partition", "all", "Accepted; there is one."),
        Whole("nhost", "1", "Accepted; there is one."),
        Text("user_filter", "all", "Accepted."));

    /// <summary>All of them.</summary>
    public static ImmutableArray<OphidiaManual> All { get; } = [GetConfig, Resume, Cancel, ManageSession, State, LogInfo, Cluster];

    private static OphidiaManual Of(string name, string doc, OphidiaRole role, params ImmutableArray<OphidiaArgument> arguments) =>
        new(name, doc, role, arguments) { IsManagement = true };
}
