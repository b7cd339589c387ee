using System.Text;
using System.Text.Json.Nodes;

namespace Etalon.Ophidia.Tests;

public sealed class DocumentTests
{
    private static readonly OphidiaSource Source = new(new OphidiaSession("https://h/ophidia", "9af1"), 3, 7);

    [Fact]
    public void Failures_stand_in_the_very_letters_clients_search_for()
    {
        var text = Text(OphidiaText.Failure("Task execution failed: \"tos\" is no measure\nof this cube"));

        Assert.Contains("\"title\": \"ERROR\"", text, StringComparison.Ordinal);

        // Clients cut from the first message to the next line's end before a quotation mark.
        var start = text.IndexOf("\"message\": \"", StringComparison.Ordinal) + 12;
        var end = text.IndexOf("\\n\"", start, StringComparison.Ordinal);
        Assert.Equal("Task execution failed: 'tos' is no measure\\nof this cube", text[start..end]);
    }

    [Fact]
    public void A_success_has_no_message_and_the_cube_stands_in_extra()
    {
        var document = new OphidiaDocument(
            Source, [new OphidiaText("reduce", "Output Cube", "https://h/ophidia/3/19"), OphidiaText.Success], [("execution_time", "0.34"), ("cube", "https://h/ophidia/3/19")]);

        var json = Parse(document);

        Assert.Equal(["reduce", "status"], json["responseKeyset"]!.AsArray().Select(key => (string?)key));
        Assert.Equal("""{"objclass":"text","objkey":"status","objcontent":[{"title":"SUCCESS"}]}""", json["response"]![1]!.ToJsonString());
        Assert.Equal("""{"keys":["execution_time","cube"],"values":["0.34","https://h/ophidia/3/19"]}""", json["extra"]!.ToJsonString());
        Assert.Equal("""["9af1","3","7","https://h/ophidia/sessions/9af1/experiment?3#7"]""", json["source"]!["values"]!.ToJsonString());
    }

    [Fact]
    public void Rows_are_enumerated_once_while_they_are_written()
    {
        const int rows = 200_000;
        var most = 0L;
        using var target = new MemoryStream();
        IEnumerable<IReadOnlyList<string>> Rows()
        {
            for (var i = 0; i < rows; i++)
            {
                most = Math.Max(most, i - (target.Length / 40));
                yield return [i.ToString(null, null), "AAAAAAAAAAAAAAAA"];
            }
        }

        new OphidiaDocument(Source, [new OphidiaGrid("data", new OphidiaTable("tos", [("lat", "double"), ("tos", "float")], Rows()))], []).Write(target);

        var table = JsonNode.Parse(target.ToArray())!["response"]![0]!["objcontent"]![0]!;
        Assert.Equal(rows, table["rowvalues"]!.AsArray().Count);
        Assert.Equal("""["199999","AAAAAAAAAAAAAAAA"]""", table["rowvalues"]![rows - 1]!.ToJsonString());
        Assert.Equal("""["double","float"]""", table["rowfieldtypes"]!.ToJsonString());

        // What waits to be written never grows to more than a few thousand rows.
        Assert.InRange(most, 0, 5_000);
    }

    [Fact]
    public void A_row_of_another_length_is_a_mistake() => Assert.Throws<InvalidOperationException>(
        () => Text(new OphidiaGrid("list", new OphidiaTable("t", [("a", "string")], [["1", "2"]]))));

    [Fact]
    public void Provenance_is_a_graph_with_links_by_number()
    {
        var json = Parse(new OphidiaDocument(
            Source, [new OphidiaGraph("cubeio_graph", "Cube Provenance", ["PID", "SOURCE"], [["p/1", "f.nc"], ["p/2", ""]], [(0, 1, "oph_reduce")])], []));

        var content = json["response"]![0]!["objcontent"]![0]!;
        Assert.Equal("digraph", (string?)json["response"]![0]!["objclass"]);
        Assert.Equal("""[[{"node":"1","description":"oph_reduce"}],[]]""", content["nodelinks"]!.ToJsonString());
    }

    private static string Text(OphidiaObject item)
    {
        using var target = new MemoryStream();
        new OphidiaDocument(Source, [item], []).Write(target);
        return Encoding.UTF8.GetString(target.ToArray());
    }

    private static JsonNode Parse(OphidiaDocument document)
    {
        using var target = new MemoryStream();
        document.Write(target);
        return JsonNode.Parse(target.ToArray())!;
    }
}
