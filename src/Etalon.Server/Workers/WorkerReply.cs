using System.Text.Json.Nodes;

namespace Etalon.Server;

/// <summary>A worker's answer: a document, and raw bytes if there are any.</summary>
/// <param name="Result">The document.</param>
/// <param name="Payload">Raw samples, little-endian.</param>
public sealed record WorkerReply(JsonObject Result, byte[] Payload);
