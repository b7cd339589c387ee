using System.Globalization;
using Etalon.Catalog;
using Etalon.Ophidia;

namespace Etalon.Server;

/// <summary><c>oph_loggingbk</c>: sessions and their jobs.</summary>
internal sealed class ShowLoggingBook(CatalogDatabase catalog) : IOphidiaOperator
{
    private const int MostLines = 10_000;
    private static readonly string[] Formats = ["yyyy", "yyyy-MM", "yyyy-MM-dd", "yyyy-MM-dd HH", "yyyy-MM-dd HH:mm", "yyyy-MM-dd HH:mm:ss"];
    private static readonly DateTime Last = new(9999, 1, 1, 0, 0, 0, DateTimeKind.Utc);

    /// <inheritdoc />
    public async Task<OphidiaAnswer> RunAsync(OphidiaCall call, CancellationToken cancellation)
    {
        var arguments = call.Arguments;
        var jobs = arguments.Whole("job_level");
        var mask = arguments["mask"];
        if (mask.Length != 3 || mask.AsSpan().ContainsAnyExcept('0', '1'))
        {
            throw arguments.Bad("mask", $"is '{mask}'; it is three digits, 0 or 1");
        }

        var query = new OphidiaJobQuery
        {
            Jobs = jobs > 0,
            Session = Code(call),
            Label = call.Filter("session_label_filter"),
            Workflow = call.Filter("workflowid_filter"),
            Marker = call.Filter("markerid_filter"),
            Parent = call.Filter("parent_job_filter"),
            State = call.Filter("job_status_filter"),
            Command = call.Filter("submission_string_filter"),
            SessionAt = Span(arguments, "session_creation_filter") ?? default,
            CreatedAt = Span(arguments, "job_creation_filter") ?? default,
            StartedAt = arguments.Has("job_start_filter") ? Span(arguments, "job_start_filter") : null,
            EndedAt = arguments.Has("job_end_filter") ? Span(arguments, "job_end_filter") : null,
            Limit = (int)arguments.Whole("nlines", 1, MostLines),
        };
        var lines = await new ListOphidiaJobs(catalog.Source).RunAsync(call.Visit.Row.PersonId, query, cancellation);
        var columns = Columns(call, arguments.Whole("session_level"), jobs, mask).ToArray();
        var rows = lines.Select(line => (IReadOnlyList<string>)[.. columns.Select(column => column.Cell(line))]);
        return new OphidiaAnswer([CatalogueCalls.Grid("loggingbk", "Logging Bookkeeping", [.. columns.Select(static column => column.Name)], rows)]);
    }

    private static IEnumerable<(string Name, Func<OphidiaJobLine, string> Cell)> Columns(OphidiaCall call, long sessions, long jobs, string mask)
    {
        yield return ("SESSION ID", line => new OphidiaSession(call.Visit.Session.Server, line.Session).ToString());
        yield return ("SESSION LABEL", static line => line.Label);
        if (sessions > 0)
        {
            yield return ("SESSION CREATION DATE", static line => line.SessionAt.Cell());
        }

        if (jobs == 0)
        {
            yield break;
        }

        yield return ("PARENT JOB ID", static line => line.Parent?.Cell() ?? "");
        yield return ("WORKFLOW ID", static line => line.Workflow?.Cell() ?? "");
        yield return ("MARKER ID", static line => line.Marker?.Cell() ?? "");
        if (jobs > 1)
        {
            yield return ("SUBMISSION DATE", static line => line.CreatedAt?.Cell() ?? "");
        }

        if (mask[0] == '1')
        {
            yield return ("JOB STATUS", static line => line.State ?? "");
        }

        if (mask[1] == '1')
        {
            yield return ("SUBMISSION STRING", static line => line.Command ?? "");
        }

        if (mask[2] == '1')
        {
            yield return ("START DATE", static line => line.StartedAt?.Cell() ?? "");
            yield return ("END DATE", static line => line.EndedAt?.Cell() ?? "");
        }
    }

    /// <summary>A session's address or code, or a pattern for codes.</summary>
    private static string? Code(OphidiaCall call)
    {
        var filter = call.Filter("session_filter");
        var start = call.Visit.Session.Server + "/sessions/";
        return filter?.StartsWith(start, StringComparison.Ordinal) == true ? filter[start.Length..].Split('/')[0] : filter;
    }

    /// <summary>Two dates between a comma; what is left out is open.</summary>
    private static (DateTime From, DateTime To)? Span(OphidiaArguments arguments, string key)
    {
        var bounds = arguments[key].Split(',', StringSplitOptions.TrimEntries);
        return bounds.Length == 2
            ? (Moment(arguments, key, bounds[0], DateTime.UnixEpoch.AddYears(-70)), Moment(arguments, key, bounds[1], Last))
            : throw arguments.Bad(key, $"is '{arguments[key]}'; it takes two dates between a comma: 2026-01-01,2026-02-01 12:00");
    }

    private static DateTime Moment(OphidiaArguments arguments, string key, string text, DateTime open)
    {
        if (text.Length == 0)
        {
            return open;
        }

        return DateTime.TryParseExact(text, Formats, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var moment)
            ? moment
            : throw arguments.Bad(key, $"has '{text}', which is no date; write 2026, 2026-01, 2026-01-31 or 2026-01-31 12:30:00");
    }
}
