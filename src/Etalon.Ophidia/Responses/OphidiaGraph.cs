using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;

namespace Etalon.Ophidia;

/// <summary>Nodes and what leads from one to another: where a cube comes from.</summary>
/// <param name="Key">By what clients find it.</param>
/// <param name="Title">What it shows.</param>
/// <param name="Columns">What is said of each node.</param>
/// <param name="Nodes">That, for each node.</param>
/// <param name="Links">From node, to node, and what the step was.</param>
public sealed record OphidiaGraph(
    string Key, string Title, ImmutableArray<string> Columns, ImmutableArray<ImmutableArray<string>> Nodes, ImmutableArray<(int From, int To, string Step)> Links)
    : OphidiaObject(Key)
{
    /// <inheritdoc />
    public override string Class => "digraph";

    internal override void WriteContent(Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteString("title", Title);
        Texts(json, "nodekeys", Columns);
        json.WriteStartArray("nodevalues");
        foreach (var node in Nodes)
        {
            json.WriteStartArray();
            foreach (var cell in node)
            {
                json.WriteStringValue(cell);
            }

            json.WriteEndArray();
        }

        json.WriteEndArray();
        var links = Links.ToLookup(static link => link.From);
        json.WriteStartArray("nodelinks");
        for (var node = 0; node < Nodes.Length; node++)
        {
            json.WriteStartArray();
            foreach (var (_, to, step) in links[node])
            {
                json.WriteStartObject();
                json.WriteString("node", to.ToString(CultureInfo.InvariantCulture));
                json.WriteString("description", step);
                json.WriteEndObject();
            }

            json.WriteEndArray();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }
}
