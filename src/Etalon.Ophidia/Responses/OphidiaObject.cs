using System.Text.Json;

namespace Etalon.Ophidia;

/// <summary>One object of a document.</summary>
/// <param name="Key">By what clients find it.</param>
public abstract record OphidiaObject(string Key)
{
    /// <summary>Its class: text, grid, digraph, …</summary>
    public abstract string Class { get; }

    /// <summary>An array of texts; clients call the methods of texts on every cell, numbers included.</summary>
    internal static void Texts(Utf8JsonWriter json, string name, IEnumerable<string> texts)
    {
        json.WriteStartArray(name);
        foreach (var text in texts)
        {
            json.WriteStringValue(text);
        }

        json.WriteEndArray();
    }

    internal abstract void WriteContent(Utf8JsonWriter json);
}
