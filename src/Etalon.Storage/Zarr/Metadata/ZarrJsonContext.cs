using System.Text.Json.Serialization;

namespace Etalon.Storage;

/// <summary>Texts as JSON without reflection.</summary>
[JsonSerializable(typeof(string))]
internal sealed partial class ZarrJsonContext : JsonSerializerContext;
