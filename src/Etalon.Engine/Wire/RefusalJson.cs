using System.Text.Json;
using System.Text.Json.Nodes;
using Etalon.Cubes;

namespace Etalon.Engine;

/// <summary>Refusals as JSON, the same in the worker protocol, the run's record and the HTTP problem.</summary>
public static class RefusalJson
{
    /// <summary>A refusal as an object.</summary>
    public static JsonObject Write(RefusalException refusal) => new()
    {
        ["code"] = refusal.Code,
        ["message"] = refusal.Message,
        ["help"] = refusal.Help,
        ["kind"] = NameOf(refusal.Kind),
    };

    /// <summary>A kind as it is written everywhere: <c>storageFull</c>.</summary>
    public static string NameOf(RefusalKind kind) => JsonNamingPolicy.CamelCase.ConvertName(kind.ToString());

    /// <summary>The refusal an object stands for.</summary>
    public static RefusalException Read(JsonObject json) => new(
        (string?)json["code"] ?? "refused", (string?)json["message"] ?? "Refused.", (string?)json["help"] ?? "",
        Enum.TryParse<RefusalKind>((string?)json["kind"], ignoreCase: true, out var kind) ? kind : RefusalKind.Invalid);
}
