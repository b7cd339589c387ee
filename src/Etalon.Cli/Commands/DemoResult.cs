using System.Text.Json.Nodes;

namespace Etalon.Cli;

/// <summary>What a demonstration came to.</summary>
/// <param name="Result">For programs.</param>
/// <param name="Print">For people.</param>
internal sealed record DemoResult(JsonObject Result, Action<TextWriter> Print);
