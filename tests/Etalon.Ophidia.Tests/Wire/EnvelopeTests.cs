using System.Text;
using System.Text.Json.Nodes;
using System.Xml.Linq;

namespace Etalon.Ophidia.Tests;

public sealed class EnvelopeTests
{
    private const string Head = """
        <?xml version="1.0" encoding="UTF-8"?>
        <SOAP-ENV:Envelope xmlns:SOAP-ENV="http://schemas.xmlsoap.org/soap/envelope/" xmlns:ns1="urn:oph"><SOAP-ENV:Header/><SOAP-ENV:Body>
        """;

    [Theory]
    [InlineData("ns1")]
    [InlineData("any")]
    public void The_request_is_found_by_name_whatever_the_prefix(string prefix)
    {
        var text = $"{Head.Replace("ns1", prefix, StringComparison.Ordinal)}<{prefix}:ophExecuteMain><ophExecuteMainRequest>{{&#xA;\"a\": \"&lt;&amp;&gt;é\"}}</ophExecuteMainRequest></{prefix}:ophExecuteMain></SOAP-ENV:Body></SOAP-ENV:Envelope>";

        Assert.Equal("{\n\"a\": \"<&>é\"}", RequestEnvelope.Read(Encoding.UTF8.GetBytes(text)));
    }

    [Fact]
    public void An_envelope_cut_off_behind_the_request_is_read()
    {
        var text = $"{Head}<ns1:ophExecuteMain><ophExecuteMainRequest>{{}}</ophExecuteMainRequest></ns1:ophExecu";

        Assert.Equal("{}", RequestEnvelope.Read(Encoding.UTF8.GetBytes(text)));
        Assert.True(Encoding.UTF8.GetBytes(text).AsSpan().IndexOf(RequestEnvelope.ClosingTag) > 0);
    }

    [Theory]
    [InlineData("")]
    [InlineData("{\"name\": \"x\"}")]
    [InlineData("<a/>")]
    [InlineData("<o:ophExecuteMain xmlns:o=\"urn:other\"><ophExecuteMainRequest>{}</ophExecuteMainRequest></o:ophExecuteMain>")]
    [InlineData("<o:ophExecuteMain xmlns:o=\"urn:oph\"><ophExecuteMainRequest>{<b/>}</ophExecuteMainRequest></o:ophExecuteMain>")]
    [InlineData("<o:ophExecuteMain xmlns:o=\"urn:oph\"><ophExecuteMainRequest>{")]
    [InlineData("<!DOCTYPE a [<!ENTITY e SYSTEM \"file:///etc/passwd\">]><o:ophExecuteMain xmlns:o=\"urn:oph\"><ophExecuteMainRequest>&e;</ophExecuteMainRequest></o:ophExecuteMain>")]
    public void Anything_else_is_error_7(string text) =>
        Assert.Equal(OphidiaError.Parameter, Assert.Throws<OphidiaException>(() => RequestEnvelope.Read(Encoding.UTF8.GetBytes(text))).Error);

    [Fact]
    public void Ten_megabytes_are_refused_with_the_limit()
    {
        var refusal = Assert.Throws<OphidiaException>(() => RequestEnvelope.Read(new byte[10 << 20]));

        Assert.Equal(OphidiaError.Parameter, refusal.Error);
        Assert.Contains("8388608", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_reply_is_ascii_and_says_the_same_after_two_decodings()
    {
        var session = new OphidiaSession("https://h/ophidia", "9af1");
        const string title = "temperature in °C <max> & \"min\" \U0001F321\n";
        var document = new OphidiaDocument(new OphidiaSource(session, 12, 30), [new OphidiaText("k", title), OphidiaText.Success], [("cwd", "/")]);
        using var target = new MemoryStream();

        ReplyEnvelope.Write(target, OphidiaError.None, session.Job(12, 30), document);

        Assert.All(target.ToArray(), letter => Assert.True(letter is (byte)'\n' or (>= 32 and < 127)));
        var reply = XDocument.Parse(Encoding.ASCII.GetString(target.ToArray())).Descendants(XName.Get("ophResponse", RequestEnvelope.Service)).Single();
        Assert.Equal(["jobid", "response", "error"], reply.Elements().Select(part => part.Name.LocalName));
        Assert.Equal("https://h/ophidia/sessions/9af1/experiment?12#30", reply.Element("jobid")!.Value);
        Assert.Equal("0", reply.Element("error")!.Value);
        var json = JsonNode.Parse(reply.Element("response")!.Value)!;
        Assert.Equal(title, (string?)json["response"]![0]!["objcontent"]![0]!["title"]);
    }

    [Fact]
    public void A_job_that_was_only_submitted_has_no_response()
    {
        using var target = new MemoryStream();

        ReplyEnvelope.Write(target, OphidiaError.Authentication, "", null);

        var reply = XDocument.Parse(Encoding.ASCII.GetString(target.ToArray())).Descendants(XName.Get("ophResponse", RequestEnvelope.Service)).Single();
        Assert.Equal(["error"], reply.Elements().Select(part => part.Name.LocalName));
        Assert.Equal("5", reply.Element("error")!.Value);
    }

    [Fact]
    public void Clients_find_the_reply_by_the_letters_of_its_prefix()
    {
        using var target = new MemoryStream();

        ReplyEnvelope.Write(target, OphidiaError.None, "", null);

        Assert.Contains("<oph:ophResponse>", Encoding.ASCII.GetString(target.ToArray()), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(1000)]
    [InlineData(16_383)]
    [InlineData(32_768)]
    [InlineData(100_001)]
    public void Letters_that_lie_across_the_edges_of_buffers_stay_whole(int length)
    {
        // One, two, three and four bytes in UTF-8, and what XML takes for its own.
        string[] letters = ["a", "&", "é", "<", "候", "\u007F", "\U0001F321", ">", "b"];
        var text = string.Concat(Enumerable.Range(0, length).Select(i => letters[(i + (i / 7) + (i % 11)) % letters.Length]));
        var session = new OphidiaSession("https://h/ophidia", "9af1");
        var rows = new OphidiaTable("t", [("c", "string")], [[text], ["x" + text], ["xy" + text]]);
        using var target = new MemoryStream();
        using var copy = new MemoryStream();

        ReplyEnvelope.Write(target, OphidiaError.None, "", new OphidiaDocument(new OphidiaSource(session, 1, 1), [new OphidiaGrid("k", rows)], []), copy);

        Assert.All(target.ToArray(), letter => Assert.True(letter is (byte)'\n' or (>= 32 and < 127)));
        var response = XDocument.Parse(Encoding.ASCII.GetString(target.ToArray())).Descendants("response").Single().Value;
        foreach (var json in new[] { JsonNode.Parse(response)!, JsonNode.Parse(copy.ToArray())! })
        {
            Assert.Equal([text, "x" + text, "xy" + text], json["response"]![0]!["objcontent"]![0]!["rowvalues"]!.AsArray().Select(row => (string)row![0]!));
        }
    }
}
