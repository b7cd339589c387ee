using System.Text.Json.Nodes;

namespace Etalon.Worker;

/// <summary>The answer to a call: a document, and raw bytes if there are any.</summary>
internal readonly record struct Reply(JsonObject Result, byte[] Payload)
{
    /// <summary>An answer without raw bytes.</summary>
    public Reply(JsonObject result)
        : this(result, [])
    {
    }
}
