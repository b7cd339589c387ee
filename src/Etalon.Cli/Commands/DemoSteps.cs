using System.Text.Json.Nodes;

namespace Etalon.Cli;

/// <summary>The steps of a demonstration, each told before it is done.</summary>
internal sealed class DemoSteps(EtalonClient client, Terminal terminal)
{
    /// <summary>Where demonstrations leave their files.</summary>
    public static string Folder { get; } = Path.Combine(Home.Folder, "demo");

    /// <summary>Does one step and waits for its end.</summary>
    /// <param name="what">What it is, for people.</param>
    /// <param name="path">Where the server takes such orders.</param>
    /// <param name="order">The order.</param>
    /// <param name="cancellation">Stops the step too.</param>
    /// <exception cref="ClientRefusalException">The step was refused or failed.</exception>
    public async Task<JsonObject> RunAsync(string what, string path, JsonObject order, CancellationToken cancellation)
    {
        terminal.Remark($"· {what}");
        var view = await RunWatch.SubmitAsync(client, terminal, path, order, wait: true, cancellation);
        return view["refusal"] is JsonObject refusal
            ? throw new ClientRefusalException(
                ExitCodes.Of((string?)refusal["kind"] ?? "", (string?)refusal["code"] ?? ""), (string?)refusal["code"] ?? "", (string?)refusal["message"] ?? "", (string?)refusal["help"] ?? "")
            : view;
    }

    /// <summary>The place of an output as commands want it: <c>ID/CUBE</c>.</summary>
    /// <param name="view">A run that is done.</param>
    /// <param name="output">The output's name; null for the first.</param>
    public static string Place(JsonObject view, string? output = null)
    {
        var outputs = view["outputs"]!.AsObject();
        var place = output is null ? outputs.GetAt(0).Value! : outputs[output]!;
        return $"{place["dataset"]}/{place["cube"]}";
    }
}
