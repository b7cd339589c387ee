using System.Text;

namespace Etalon.Server.Tests;

/// <summary>What comes over the wire, right and wrong.</summary>
[Collection(OphidiaEtalon.Name)]
public sealed class WireTests(RunningEtalon etalon)
{
    private const string GetConfig = """{"name":"x","tasks":[{"name":"a","operator":"oph_get_config","arguments":["key=all"]}]}""";

    [Theory]
    [InlineData(7, "no JSON", "operator=oph_list;level=1;")]
    [InlineData(7, "no JSON", "{\"name\":\"x\", \"tasks\":[}")]
    [InlineData(7, "name", "{\"tasks\":[{\"name\":\"a\",\"operator\":\"oph_get_config\",\"arguments\":[]}]}")]
    [InlineData(7, "tasks", "{\"name\":\"x\"}")]
    [InlineData(7, "tasks", "{\"name\":\"x\",\"tasks\":[]}")]
    [InlineData(7, "oph_get_config", "{\"name\":\"x\",\"tasks\":[{\"name\":\"a\",\"operator\":\"oph_get_confg\",\"arguments\":[]}]}")]
    [InlineData(7, "server's own", "{\"name\":\"x\",\"tasks\":[{\"name\":\"a\",\"operator\":\"oph_get_config\",\"arguments\":[\"userrole=admin\"]}]}")]
    [InlineData(7, "session of this server", "{\"name\":\"x\",\"sessionid\":\"https://elsewhere/ophidia/sessions/12/experiment\",\"tasks\":[{\"name\":\"a\",\"operator\":\"oph_get_config\",\"arguments\":[]}]}")]
    [InlineData(5, "no open session", "{\"name\":\"x\",\"sessionid\":\"https://localhost/ophidia/sessions/12/experiment\",\"tasks\":[{\"name\":\"a\",\"operator\":\"oph_get_config\",\"arguments\":[]}]}")]
    [InlineData(5, "no open session", "{\"name\":\"x\",\"sessionid\":\"https://localhost/ophidia/sessions/12/experiment\",\"tasks\":[{\"name\":\"a\",\"operator\":\"oph_delete\",\"arguments\":[\"cube=1\"]}]}")]
    [InlineData(3, "only task", "{\"name\":\"x\",\"tasks\":[{\"name\":\"a\",\"operator\":\"oph_get_config\",\"arguments\":[]},{\"name\":\"b\",\"operator\":\"oph_delete\",\"arguments\":[\"cube=1\"]}]}")]
    public async Task A_request_that_is_not_understood_has_the_originals_number_and_says_why(int error, string why, string json)
    {
        var client = OphidiaClient.Of(etalon);

        await client.SubmitWorkflowAsync(json);

        Assert.Equal(error, client.LastReturnValue);
        Assert.Contains(why, client.LastError, StringComparison.Ordinal);
        Assert.Null(client.LastJobId);
    }

    [Theory]
    [InlineData("no xml at all")]
    [InlineData("")]
    [InlineData("<a><ophExecuteMainRequest>{}</ophExecuteMainRequest></a>")]
    [InlineData("<e:Envelope xmlns:e=\"http://schemas.xmlsoap.org/soap/envelope/\"><e:Body/></e:Envelope>")]
    [InlineData("<!DOCTYPE a [<!ENTITY b SYSTEM \"file:///etc/passwd\">]><a xmlns=\"urn:oph\"><ophExecuteMain><ophExecuteMainRequest>&b;</ophExecuteMainRequest></ophExecuteMain></a>")]
    [InlineData("<a xmlns=\"urn:oph\"><ophExecuteMain><ophExecuteMainRequest>{}<b/></ophExecuteMainRequest></ophExecuteMain></a>")]
    public async Task An_envelope_that_is_none_is_a_wrong_parameter(string envelope)
    {
        var client = OphidiaClient.Of(etalon);

        var (status, body) = await client.SendAsync(client.Message(envelope));

        Assert.Equal(200, status);
        Assert.Contains("<error>7</error>", body, StringComparison.Ordinal);
        Assert.DoesNotContain("root:", body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_length_that_counts_characters_is_forgiven()
    {
        var client = OphidiaClient.Of(etalon);
        var json = GetConfig.Replace("\"name\":\"x\"", $"\"name\":\"{new string('ü', 500)}\"", StringComparison.Ordinal);

        await client.SubmitWorkflowAsync(json);

        Assert.Equal(0, client.LastReturnValue);
        Assert.Equal(8, client.LastResponse!.Rows("get_config").Length);
    }

    [Fact]
    public async Task A_request_that_comes_byte_by_byte_is_read()
    {
        var client = OphidiaClient.Of(etalon);
        await using var stream = await client.ConnectAsync();
        foreach (var part in client.Message(OphidiaClient.Envelope(GetConfig)).Chunk(7))
        {
            await stream.WriteAsync(part);
        }

        var (status, body) = await OphidiaClient.ReceiveAsync(stream);

        Assert.Equal(200, status);
        Assert.Contains("<error>0</error>", body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_request_of_ten_megabytes_is_refused_with_the_limit()
    {
        var client = OphidiaClient.Of(etalon);
        var json = GetConfig.Replace("\"x\"", $"\"{new string('x', 10 << 20)}\"", StringComparison.Ordinal);

        await client.SubmitWorkflowAsync(json);

        Assert.Equal(7, client.LastReturnValue);
        Assert.Contains("8388608", client.LastError, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("GET / HTTP/1.1\r\nHost: a\r\n\r\n", 405)]
    [InlineData("nonsense\r\n\r\n", 400)]
    [InlineData("POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n", 411)]
    [InlineData("POST / HTTP/1.1\r\nContent-Length: many\r\n\r\n", 400)]
    [InlineData("POST / HTTP/1.1\r\nno colon\r\nContent-Length: 0\r\n\r\n", 200)]
    public async Task Other_than_the_protocol_is_answered_in_the_words_of_HTTP(string head, int expected)
    {
        var (status, body) = await OphidiaClient.Of(etalon).SendAsync(Encoding.ASCII.GetBytes(head));

        Assert.Equal(expected, status);
        Assert.NotEmpty(body);
    }

    [Fact]
    public async Task A_header_without_end_is_refused()
    {
        var (status, _) = await OphidiaClient.Of(etalon).SendAsync(Encoding.ASCII.GetBytes("POST / HTTP/1.1\r\nA: " + new string('a', 20_000)));

        Assert.Equal(431, status);
    }

    [Fact]
    public async Task Letters_of_all_scripts_go_there_and_back()
    {
        const string label = "Übung – 気候 \U0001F321 <&>";
        var client = await OphidiaUsers.ClientAsync(etalon);
        await client.OkAsync("oph_manage_session action=new");
        await client.OkAsync($"oph_manage_session action=setkey;key=label;value={label}");

        var list = await client.OkAsync("oph_manage_session action=list");

        Assert.Equal([label], list.Column("manage_session", "LABEL"));
    }

    [Fact]
    public async Task Every_cell_is_a_string_and_the_text_has_the_form_that_clients_search()
    {
        var response = await OphidiaClient.Of(etalon).OkAsync("oph_get_config key=all");

        Assert.All(response.Content("get_config")[0]["rowvalues"]!.AsArray().SelectMany(row => row!.AsArray()), cell => Assert.Equal("String", $"{cell!.GetValueKind()}"));
        Assert.Contains("\"title\": \"SUCCESS\"", response.Text, StringComparison.Ordinal);
        Assert.True(double.Parse(response.Extra["execution_time"], System.Globalization.CultureInfo.InvariantCulture) >= 0);
        Assert.Equal(["Session Code", "Workflow", "Marker", "JobID"], response.Json["source"]!["keys"]!.AsArray().Select(key => (string)key!));
    }

    [Fact]
    public async Task Sixteen_clients_at_once_are_all_answered()
    {
        var clients = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => OphidiaUsers.ClientAsync(etalon)));

        await Task.WhenAll(Enumerable.Range(0, 16).Select(async i =>
        {
            var client = i < 4 ? clients[i] : OphidiaClient.Of(etalon);
            for (var call = 0; call < 10; call++)
            {
                await client.OkAsync("oph_get_config key=all");
            }
        }));
    }

    [Fact]
    public async Task Clients_that_disappear_leave_no_connection_behind()
    {
        var client = OphidiaClient.Of(etalon);
        await client.OkAsync("oph_get_config");
        var message = client.Message(OphidiaClient.Envelope(GetConfig));
        for (var i = 0; i < 20; i++)
        {
            await using var stream = await client.ConnectAsync();
            await stream.WriteAsync(message.AsMemory(0, message.Length * i / 20));
        }

        Assert.True(
            await Processes.BecomesAsync(() => Established(client.Port) == 0, TimeSpan.FromSeconds(20)), $"{Established(client.Port)} connections are left.");
        await client.OkAsync("oph_get_config");
    }

    [Fact]
    public async Task Whoever_only_connects_keeps_nobody_out()
    {
        var client = OphidiaClient.Of(etalon);
        var idle = await Task.WhenAll(Enumerable.Range(0, 32).Select(_ => client.ConnectAsync()));

        await client.OkAsync("oph_get_config");

        foreach (var stream in idle)
        {
            await stream.DisposeAsync();
        }
    }

    [Fact]
    public async Task The_key_of_the_certificate_is_the_owners_alone()
    {
        await OphidiaClient.Of(etalon).OkAsync("oph_get_config");

        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Path.Combine(etalon.Home, "ophidia-key.pem")));
    }

    /// <summary>Connections to the port that wait for their server to close (state 8, CLOSE_WAIT): both sides are on this machine.</summary>
    private static int Established(int port)
    {
        var local = $"0100007F:{port:X4}";
        return File.ReadLines("/proc/net/tcp").Skip(1).Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries))
            .Count(fields => string.Equals(fields[1], local, StringComparison.Ordinal) && fields[3] is "08");
    }
}
