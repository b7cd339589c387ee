using System.Collections.Immutable;
using System.Text.Json;

namespace Etalon.Ophidia;

/// <summary>Tables.</summary>
/// <param name="Key">By what clients find it.</param>
/// <param name="Tables">At least one.</param>
public sealed record OphidiaGrid(string Key, ImmutableArray<OphidiaTable> Tables) : OphidiaObject(Key)
{
    private const int Pending = 1 << 15;

    /// <summary>One table.</summary>
    public OphidiaGrid(string key, OphidiaTable table)
        : this(key, [table])
    {
    }

    /// <inheritdoc />
    public override string Class => "grid";

    internal override void WriteContent(Utf8JsonWriter json)
    {
        foreach (var table in Tables)
        {
            json.WriteStartObject();
            json.WriteString("title", table.Title);
            if (table.Description.Length > 0)
            {
                json.WriteString("description", table.Description);
            }

            Texts(json, "rowkeys", table.Columns.Select(column => column.Name));
            Texts(json, "rowfieldtypes", table.Columns.Select(column => column.Type));
            json.WriteStartArray("rowvalues");
            foreach (var row in table.Rows)
            {
                Row(json, table, row);
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }
    }

    private static void Row(Utf8JsonWriter json, OphidiaTable table, IReadOnlyList<string> row)
    {
        if (row.Count != table.Columns.Length)
        {
            throw new InvalidOperationException($"A row of '{table.Title}' has {row.Count} cells; there are {table.Columns.Length} columns.");
        }

        json.WriteStartArray();
        foreach (var cell in row)
        {
            json.WriteStringValue(cell);
        }

        json.WriteEndArray();
        if (json.BytesPending > Pending)
        {
            json.Flush();
        }
    }
}
