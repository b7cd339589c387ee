using System.Text.Json.Nodes;

namespace Etalon.Server.Tests;

/// <summary>What a command left behind.</summary>
public sealed record CliResult(int ExitCode, string Output, string Errors)
{
    /// <summary>The document that <c>-o json</c> prints.</summary>
    public JsonObject Json => JsonNode.Parse(Output)?.AsObject() ?? throw new InvalidOperationException($"No JSON: {this}");

    /// <summary>The code of the refusal, wherever it is told: at the top, or of a run.</summary>
    public string Code => (string?)(Json["error"] ?? Json["refusal"])?["code"] ?? "";

    /// <summary>The sentence of the refusal.</summary>
    public string Message => (string?)(Json["error"] ?? Json["refusal"])?["message"] ?? "";

    /// <summary>What to do next.</summary>
    public string Help => (string?)(Json["error"] ?? Json["refusal"])?["help"] ?? "";

    /// <inheritdoc />
    public override string ToString() => $"exit code {ExitCode}\n{Output}\n{Errors}";
}
