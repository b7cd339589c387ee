using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Etalon.Cli;

/// <summary>Submits runs and waits for them, with progress on a terminal; Ctrl-C cancels the run too.</summary>
internal static partial class RunWatch
{
    /// <summary>Submits an order to a path and waits for its end.</summary>
    public static async Task<JsonObject> SubmitAsync(
        EtalonClient client, Terminal terminal, string path, JsonObject order, bool wait, CancellationToken cancellation)
    {
        // Most runs end within this time: one request, no second look. It is not given up in the middle: its answer says which run to stop.
        var view = (await client.PostAsync($"{path}?wait={(wait ? "0.5" : "0")}", order, CancellationToken.None)).AsObject();
        if (wait && IsLive(view))
        {
            view = await WaitAsync(client, terminal, (string)view["run"]!, cancellation);
        }

        return view;
    }

    /// <summary>Prints a run and gives the exit code for its state.</summary>
    public static int Report(Terminal terminal, JsonObject view)
    {
        if ((string?)view["state"] is "planned")
        {
            terminal.Result(view, lines => lines.WriteLine((string?)view["planText"]));
            return ExitCodes.Ok;
        }

        var refusal = view["refusal"] as JsonObject;
        terminal.Result(view, lines => Print(lines, view));
        if (refusal is null)
        {
            return ExitCodes.Ok;
        }

        terminal.Remark($"etalon: {refusal["message"]}");
        if ((string?)refusal["help"] is { Length: > 0 } help)
        {
            terminal.Remark($"  {help}");
        }

        return ExitCodes.Of((string?)refusal["kind"] ?? "", (string?)refusal["code"] ?? "");
    }

    /// <summary>Orders something for each path, one after the other, and prints the runs; gives the worst of their exit codes.</summary>
    public static async Task<int> ReportEachAsync(Terminal terminal, IEnumerable<string> paths, Func<string, Task<JsonObject>> order)
    {
        var results = new JsonArray();
        var worst = ExitCodes.Ok;
        foreach (var path in paths)
        {
            var view = await order(path);
            if (!terminal.IsJson || view["refusal"] is not null)
            {
                worst = Math.Max(worst, Report(terminal, view));
            }

            results.Add(view.DeepClone());
        }

        if (terminal.IsJson && worst == ExitCodes.Ok)
        {
            terminal.Result(results.Count == 1 ? results[0]! : results, _ => { });
        }

        return worst;
    }

    /// <summary>A run for people.</summary>
    public static void Print(TextWriter lines, JsonObject view)
    {
        var cached = (bool?)view["cached"] == true ? " (an earlier result, not computed again)" : "";
        var what = view["run"] is { } run ? $"run {run} {view["operator"]}" : $"{view["operator"]}";
        lines.WriteLine($"{what}: {view["state"]}{cached}");
        foreach (var (name, place) in view["outputs"] as JsonObject ?? [])
        {
            var value = (string?)place!["value"] is { } text ? $" = {text}" : "";
            lines.WriteLine($"  {name}: {place["dataset"]}/{place["cube"]}{value}");
        }

        if (view["statistics"] is JsonObject statistics)
        {
            lines.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"  {(double)statistics["seconds"]!:F3} s, read {Terminal.Bytes((double)statistics["bytesRead"]!)}, wrote {Terminal.Bytes((double)statistics["bytesWritten"]!)}, buffers {Terminal.Bytes((double)statistics["peakBufferBytes"]!)}"));
        }

        var remarks = (view["remarks"] as JsonArray ?? []).Select(remark => $"{remark}").ToArray();
        var steps = remarks.Select(remark => LeftOut().Match(remark)).Where(match => match.Success).Select(match => match.Groups["step"].Value).ToArray();
        foreach (var remark in remarks.Where(remark => steps.Length < 2 || !LeftOut().IsMatch(remark)))
        {
            lines.WriteLine($"  note: {remark}");
        }

        if (steps.Length > 1)
        {
            lines.WriteLine($"  note: Steps that these parameters leave out: {string.Join(", ", steps)}.");
        }
    }

    [GeneratedRegex("^Step '(?<step>[^']+)' is left out", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex LeftOut();

    private static bool IsLive(JsonObject view) => (string?)view["state"] is "running" or "queued";

    private static async Task<JsonObject> WaitAsync(EtalonClient client, Terminal terminal, string run, CancellationToken cancellation)
    {
        try
        {
            await foreach (var (name, data) in client.EventsAsync($"api/runs/{run}/events", cancellation))
            {
                if (string.Equals(name, "end", StringComparison.Ordinal))
                {
                    var view = data.AsObject();
                    if (!IsLive(view))
                    {
                        return view;
                    }
                }
                else
                {
                    terminal.Progress(ProgressLine(data));
                }
            }
        }
        catch (OperationCanceledException)
        {
            await client.PostAsync($"api/runs/{run}/cancel", new JsonObject(), CancellationToken.None);
            throw;
        }

        // A run that waits in the queue has nothing to tell: look again until it ends.
        while (true)
        {
            var view = (await client.GetAsync($"api/runs/{run}", cancellation)).AsObject();
            if (!IsLive(view))
            {
                return view;
            }

            await Task.Delay(200, cancellation);
        }
    }

    private static string ProgressLine(JsonNode progress)
    {
        var done = (double?)progress["done"] ?? 0;
        var left = (double?)progress["secondsLeft"] ?? -1;
        var bar = new string('█', (int)(done * 24)).PadRight(24, '░');
        var eta = left >= 0 ? string.Create(CultureInfo.InvariantCulture, $", {left:F0} s left in this step") : "";
        var rate = (double?)progress["bytesPerSecond"] is > 0 and var bytes ? $" {Terminal.Bytes(bytes)}/s" : "";
        return string.Create(
            CultureInfo.InvariantCulture, $"{bar} {done:P0} {progress["step"]} ({progress["section"]}/{progress["sections"]}){rate}{eta}");
    }
}
