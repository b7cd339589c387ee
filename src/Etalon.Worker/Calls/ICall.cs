using System.Text.Json.Nodes;

namespace Etalon.Worker;

/// <summary>One thing a worker can be asked to do.</summary>
internal interface ICall
{
    /// <summary>The name on the line.</summary>
    string Name { get; }

    /// <summary>Does it; anything thrown becomes a refusal on the line.</summary>
    Reply Answer(JsonObject message, Action<JsonObject> progress, CancellationToken cancellation);
}
