using System.Collections.Immutable;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Etalon.Ophidia;

/// <summary>What a finished request answers: objects that clients find by their keys.</summary>
/// <remarks>
/// Clients search this text for <c>"title": "ERROR"</c> and the like, with one space: its form is part of the contract. Rows are written while
/// they are enumerated, so that a large answer is never held as a whole.
/// </remarks>
/// <param name="Source">Who answers, with the session, workflow, marker and job.</param>
/// <param name="Objects">The objects, in order.</param>
/// <param name="Extra">What is told besides: <c>execution_time</c>, <c>cube</c>, <c>cwd</c>, <c>cdd</c>, <c>access_token</c>.</param>
public sealed record OphidiaDocument(OphidiaSource Source, ImmutableArray<OphidiaObject> Objects, ImmutableArray<(string Key, string Value)> Extra)
{
    private static readonly JsonWriterOptions Form = new()
    {
        Indented = true,
        IndentSize = 4,
        NewLine = "\n",
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>Writes the document as UTF-8.</summary>
    public void Write(Stream target)
    {
        using var json = new Utf8JsonWriter(target, Form);
        json.WriteStartObject();
        Source.Write(json);
        json.WriteStartArray("consumers");
        json.WriteEndArray();
        OphidiaObject.Texts(json, "responseKeyset", Objects.Select(item => item.Key));
        json.WriteStartArray("response");
        foreach (var item in Objects)
        {
            json.WriteStartObject();
            json.WriteString("objclass", item.Class);
            json.WriteString("objkey", item.Key);
            json.WriteStartArray("objcontent");
            item.WriteContent(json);
            json.WriteEndArray();
            json.WriteEndObject();
        }

        json.WriteEndArray();
        if (!Extra.IsEmpty)
        {
            json.WriteStartObject("extra");
            OphidiaObject.Texts(json, "keys", Extra.Select(pair => pair.Key));
            OphidiaObject.Texts(json, "values", Extra.Select(pair => pair.Value));
            json.WriteEndObject();
        }

        json.WriteEndObject();
    }
}
