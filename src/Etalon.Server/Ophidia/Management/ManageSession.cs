using System.Collections.Immutable;
using System.Globalization;
using Etalon.Catalog;
using Etalon.Cubes;
using Etalon.Ophidia;

namespace Etalon.Server;

/// <summary><c>oph_manage_session</c>: lists, makes and closes sessions, and lets others into them.</summary>
internal sealed class ManageSession(CatalogDatabase catalog, NamedSessions sessions, TimeProvider clock) : IOphidiaOperator
{
    private const string Key = "manage_session";

    /// <inheritdoc />
    public async Task<OphidiaAnswer> RunAsync(OphidiaCall call, CancellationToken cancellation)
    {
        var action = call.Arguments["action"];
        switch (action)
        {
            case "list":
                return await ListAsync(call, cancellation);
            case "new":
                return await NewAsync(call, cancellation);
        }

        var (row, role) = await sessions.FindAsync(call, cancellation);
        if (action is not ("listusers" or "getkey" or "env") && role < OphidiaRole.Admin)
        {
            throw new RefusalException("not-allowed", "Only the owner of a session and its administrators change it.", "Ask the owner.", RefusalKind.Forbidden);
        }

        switch (action)
        {
            case "listusers":
                return await UsersAsync(row, cancellation);
            case "getkey" or "env":
                return await KeysAsync(row, action is "env" ? null : call.Arguments["key"], cancellation);
            case "grant" or "revoke":
                return await InviteAsync(call, row, action is "grant" ? call.Arguments["role"] : null, cancellation);
            case "close" or "remove":
                await new ChangeOphidiaSession(catalog.Source, clock).RunAsync(row.Code, ends: true, cancellation: cancellation);
                return OphidiaAnswer.Done;
            case "setkey":
                return await SetAsync(call, row, cancellation);
            default:
                await new ChangeOphidiaSession(catalog.Source, clock).RunAsync(row.Code, isOpenToGuests: action is "enable", cancellation: cancellation);
                return OphidiaAnswer.Done;
        }
    }

    private async Task<OphidiaAnswer> ListAsync(OphidiaCall call, CancellationToken cancellation)
    {
        var entries = await new ListOphidiaSessions(catalog.Source).RunAsync(Person(call), cancellation);
        var server = call.Visit.Session.Server;
        var table = new OphidiaTable(
            "Session List", [("SESSION", "string"), ("LABEL", "string"), ("ROLE", "string"), ("CREATION DATE", "string"), ("LAST ACCESS", "string"), ("LAST WORKFLOW", "long")],
            entries.Select(entry => (IReadOnlyList<string>)
            [
                new OphidiaSession(server, entry.Row.Code).ToString(), entry.Row.Label, entry.Role, Time(entry.Row.CreatedAt), Time(entry.Row.UsedAt),
                entry.Workflow.ToString(CultureInfo.InvariantCulture),
            ]));
        return new OphidiaAnswer([new OphidiaGrid(Key, table)]);
    }

    /// <summary>The client takes the bare address of a session where a job's name is expected as its new session.</summary>
    private async Task<OphidiaAnswer> NewAsync(OphidiaCall call, CancellationToken cancellation)
    {
        var entry = await new OpenOphidiaSession(catalog.Source, clock).RunAsync(Person(call), cancellation: cancellation);
        var session = new OphidiaSession(call.Visit.Session.Server, entry.Row.Code).ToString();
        return new OphidiaAnswer([new OphidiaText(Key, "New Session", session)])
        {
            Results = ImmutableSortedDictionary<string, string>.Empty.Add("session", session),
        };
    }

    private async Task<OphidiaAnswer> UsersAsync(OphidiaSessionRow row, CancellationToken cancellation)
    {
        var guests = await new ListOphidiaGuests(catalog.Source).RunAsync(row.Code, cancellation);
        var table = new OphidiaTable("User List", [("USER", "string"), ("ROLE", "string")], guests.Select(static guest => (IReadOnlyList<string>)[guest.Name, guest.Role]));
        return new OphidiaAnswer([new OphidiaGrid(Key, table)]);
    }

    private async Task<OphidiaAnswer> KeysAsync(OphidiaSessionRow row, string? key, CancellationToken cancellation)
    {
        var owner = (await new ListOphidiaGuests(catalog.Source).RunAsync(row.Code, cancellation))[0].Name;
        var isOpen = await new ReadOphidiaGuestAccess(catalog.Source).RunAsync(row.Code, cancellation);
        ImmutableArray<(string Key, string Value)> all = [("active", YesNo(isOpen)), ("label", row.Label), ("strict", YesNo(row.Strict)), ("username", owner)];
        var table = new OphidiaTable(
            "Session Settings", [("KEY", "string"), ("VALUE", "string")],
            all.Where(pair => key is null || string.Equals(pair.Key, key, StringComparison.Ordinal)).Select(static pair => (IReadOnlyList<string>)[pair.Key, pair.Value]));
        return new OphidiaAnswer([new OphidiaGrid(Key, table)]);
    }

    private async Task<OphidiaAnswer> SetAsync(OphidiaCall call, OphidiaSessionRow row, CancellationToken cancellation)
    {
        var change = new ChangeOphidiaSession(catalog.Source, clock);
        switch (call.Arguments["key"])
        {
            case "label":
                await change.RunAsync(row.Code, label: call.Arguments.Text("value") ?? "", cancellation: cancellation);
                break;
            case "strict":
                await change.RunAsync(row.Code, strict: call.Arguments.IsYes("value"), cancellation: cancellation);
                break;
            case "active":
                await change.RunAsync(row.Code, isOpenToGuests: call.Arguments.IsYes("value"), cancellation: cancellation);
                break;
            default:
                throw call.Arguments.Bad("key", "is 'username', which cannot be set; active, label and strict can");
        }

        return OphidiaAnswer.Done;
    }

    private async Task<OphidiaAnswer> InviteAsync(OphidiaCall call, OphidiaSessionRow row, string? role, CancellationToken cancellation)
    {
        var names = call.Arguments.List("user");
        if (names.IsEmpty)
        {
            throw call.Arguments.Bad("user", "is needed: who is let in or out");
        }

        foreach (var name in names)
        {
            await new InviteOphidiaGuest(catalog.Source, clock).RunAsync(row.Code, name, role, call.Visit.Viewer, cancellation);
        }

        return OphidiaAnswer.Done;
    }

    private static Guid Person(OphidiaCall call) => call.Visit.Viewer.Person ?? Guid.Empty;

    private static string YesNo(bool value) => value ? "yes" : "no";

    private static string Time(DateTimeOffset time) => time.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);
}
