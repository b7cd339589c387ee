using System.Collections.Immutable;
using System.Globalization;
using Etalon.Ophidia;

namespace Etalon.Server;

/// <summary>Carries out the operators that set variables and wait.</summary>
/// <param name="live">The request whose tasks they are.</param>
/// <param name="requests">The other ones.</param>
/// <param name="files">The files that may be waited for.</param>
/// <param name="clock">The time.</param>
internal sealed class FlowSteps(LiveRequest live, LiveRequests requests, OphidiaFiles files, TimeProvider clock)
{
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan LongestWait = TimeSpan.FromDays(7);

    private static readonly string[] DateForms = ["yyyy", "yyyy-MM", "yyyy-MM-dd", "yyyy-MM-dd HH", "yyyy-MM-dd HH:mm", "yyyy-MM-dd HH:mm:ss"];

    /// <summary>Carries one out.</summary>
    /// <param name="task">Its variables are replaced.</param>
    /// <param name="visit">For whom.</param>
    /// <param name="name">What the task is called in its request.</param>
    /// <param name="cancellation">Stops it.</param>
    public async Task<TaskOutcome> RunAsync(OphidiaTask task, OphidiaVisit visit, string name, CancellationToken cancellation) => task.Operator switch
    {
        FlowOperators.Set => Set(new OphidiaArguments(FlowManuals.Set, task), visit),
        FlowOperators.Input => Input(new OphidiaArguments(FlowManuals.Input, task), visit),
        _ => await WaitAsync(new OphidiaArguments(FlowManuals.Wait, task), name, task["cdd"] ?? "/", cancellation),
    };

    private TaskOutcome Set(OphidiaArguments arguments, OphidiaVisit visit)
    {
        var variables = Variables(arguments, static label => label);
        if (arguments["subset_filter"] is var form and not "no")
        {
            var step = arguments.Number("offset");
            variables = Variables(arguments, label => SubsetText.Of(label, form is "real", step >= 0 ? step : throw arguments.Bad("offset", "is less than 0")));
        }

        if (Workflow(arguments, visit) is var workflow && workflow != visit.Workflow)
        {
            var other = requests.Get(visit, workflow);
            foreach (var (key, variable) in variables)
            {
                other.Given[key] = variable;
            }

            return new TaskOutcome(TaskState.Completed);
        }

        return new TaskOutcome(TaskState.Completed) { Variables = variables };
    }

    private TaskOutcome Input(OphidiaArguments arguments, OphidiaVisit visit)
    {
        requests.Get(visit, Workflow(arguments, visit)).Answer(arguments["taskname"], arguments["action"], Variables(arguments, static label => label));
        return new TaskOutcome(TaskState.Completed);
    }

    private async Task<TaskOutcome> WaitAsync(OphidiaArguments arguments, string name, string folder, CancellationToken cancellation)
    {
        var variables = Variables(arguments, static label => label);
        var (isFile, limit) = (arguments["type"] is "file", Limit(arguments));
        var isAnswered = false;
        if (arguments.IsYes("run"))
        {
            var file = isFile ? files.Resolve(arguments.Text("filename") ?? throw arguments.Bad("filename", "is needed to wait for a file"), folder) : null;
            var going = await ForAsync(name, file, limit, cancellation);
            if (going is false)
            {
                return new TaskOutcome(TaskState.Error) { Message = "Somebody has told it to give up waiting." };
            }

            isAnswered = going is true;
            if (!isAnswered && (isFile || limit >= LongestWait))
            {
                return new TaskOutcome(TaskState.Expired) { Message = isFile ? $"'{files.Shown(file!)}' did not come in time." : "Nobody has told it to go on." };
            }
        }

        return new TaskOutcome(TaskState.Completed)
        {
            Answer = new OphidiaAnswer(arguments.Text("message") is { } message ? [new OphidiaText("wait", "Message", message)] : []),
            Variables = isAnswered ? variables.SetItems(live.Given.Where(given => variables.ContainsKey(given.Key))) : variables,
        };
    }

    /// <summary>Whether to go on, as somebody has said or because the file is there; null after the time is over.</summary>
    private async Task<bool?> ForAsync(string name, string? file, TimeSpan limit, CancellationToken cancellation)
    {
        using var patience = new CancellationTokenSource(limit, clock);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(cancellation, patience.Token);
        var answer = live.WaitAsync(name, both.Token);
        try
        {
            while (file is not null && !answer.IsCompleted)
            {
                if (Path.Exists(file))
                {
                    return true;
                }

                await Task.WhenAny(answer, Task.Delay(Look, clock, both.Token));
            }

            return await answer;
        }
        catch (OperationCanceledException) when (patience.IsCancellationRequested && !cancellation.IsCancellationRequested)
        {
            return null;
        }
        finally
        {
            await both.CancelAsync();
        }
    }

    private TimeSpan Limit(OphidiaArguments arguments)
    {
        if (arguments["timeout_type"] is "duration")
        {
            var seconds = arguments.Number("timeout");
            return seconds < 0 || seconds > LongestWait.TotalSeconds ? LongestWait : TimeSpan.FromSeconds(seconds);
        }

        var end = DateTimeOffset.TryParseExact(
            arguments["timeout"], DateForms, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var moment)
            ? moment
            : throw arguments.Bad("timeout", $"is '{arguments["timeout"]}'; a deadline is written yyyy-mm-dd hh:mm:ss, in UTC, and may be shortened from its end");
        var left = end - clock.GetUtcNow();
        return left < TimeSpan.Zero ? TimeSpan.Zero : left > LongestWait ? LongestWait : left;
    }

    private static long Workflow(OphidiaArguments arguments, OphidiaVisit visit) =>
        arguments.Has("id") && arguments.Text("id") is not null ? arguments.Whole("id", 1) : visit.Workflow;

    /// <summary>Names and their values. One name takes the value as it is, bars included; several share the pieces between bars.</summary>
    private static ImmutableDictionary<string, OphidiaVariable> Variables(OphidiaArguments arguments, Func<string, string> form)
    {
        var keys = arguments.List("key");
        var given = arguments.Text("value");
        var values = given is null ? [.. keys.Select(static _ => "1")] : keys.Length == 1 ? [given] : given.Split('|', StringSplitOptions.TrimEntries);
        if (values.Length != keys.Length && keys.Length > 0)
        {
            throw arguments.Bad("value", string.Create(CultureInfo.InvariantCulture, $"has {values.Length} values for {keys.Length} keys"));
        }

        var variables = ImmutableDictionary.CreateBuilder<string, OphidiaVariable>(StringComparer.Ordinal);
        foreach (var (written, value) in keys.Zip(values))
        {
            var key = VariableText.Bare(written);
            if (!VariableText.IsName(key))
            {
                throw arguments.Bad("key", $"is '{written}'; names consist of letters, digits and underscores, no digit first");
            }

            var label = form(OphidiaExpression.EvaluateMarked(value));
            variables[key] = new OphidiaVariable(label, long.TryParse(label, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var index) ? index : 1);
        }

        return variables.ToImmutable();
    }
}
