using System.Globalization;
using System.Net.Security;
using System.Net.Sockets;
using System.Text;
using System.Xml;
using System.Xml.Linq;

namespace Etalon.Server.Tests;

/// <summary>
/// A client of Ophidia's as PyOphidia is one, down to what it does wrong: it counts characters where bytes are meant, escapes no JSON, adds its
/// own arguments unless their names occur anywhere in the text, and looks for failures by searching the reply's text.
/// </summary>
public sealed class OphidiaClient(int port, string user, string password)
{
    private const string Service = "urn:oph";
    private const string MessageStart = "\"message\": \"";

    /// <summary>The name.</summary>
    public string User => user;

    /// <summary>The port.</summary>
    public int Port => port;

    /// <summary>The session; empty before the first call.</summary>
    public string Session { get; set; } = "";

    /// <summary>The folder in which the user stands.</summary>
    public string Cwd { get; set; } = "/";

    /// <summary>The folder of files.</summary>
    public string Cdd { get; set; } = "/";

    /// <summary>The last cube.</summary>
    public string Cube { get; set; } = "";

    /// <summary><c>sync</c> or <c>async</c>.</summary>
    public string ExecMode { get; set; } = "sync";

    /// <summary>The job of the last call; null for none.</summary>
    public string? LastJobId { get; private set; }

    /// <summary>The document of the last call; null for none.</summary>
    public OphidiaResponse? LastResponse { get; private set; }

    /// <summary>0, the number in the envelope, or 1 for a failure within the document.</summary>
    public int LastReturnValue { get; private set; }

    /// <summary>What the client says of a failure.</summary>
    public string LastError { get; private set; } = "";

    /// <summary>The workflow's number in the last job.</summary>
    public long LastWorkflow => long.Parse(LastJobId!.Split('?')[1].Split('#')[0], CultureInfo.InvariantCulture);

    /// <summary>The marker in the last job.</summary>
    public long LastMarker => long.Parse(LastJobId!.Split('#')[1], CultureInfo.InvariantCulture);

    /// <summary>A client of a running Etalon, as its local administrator.</summary>
    public static OphidiaClient Of(RunningEtalon etalon) => new(etalon.OphidiaPort, "__token__", etalon.Token);

    /// <summary>Calls an operator that must succeed: <c>oph_list level=1</c>.</summary>
    public async Task<OphidiaResponse> OkAsync(string command)
    {
        var response = await SubmitAsync(command);
        Assert.True(LastReturnValue == 0, $"{command}: {LastReturnValue} {LastError}");
        return response ?? throw new InvalidOperationException($"{command}: no response.");
    }

    /// <summary>Calls an operator that must fail within its document; what the client says of it.</summary>
    public async Task<string> FailsAsync(string command)
    {
        await SubmitAsync(command);
        Assert.True(LastReturnValue == 1 && LastResponse is not null, $"{command}: {LastReturnValue} {LastResponse?.Text}");
        return LastError;
    }

    /// <summary>Calls an operator: <c>oph_list level=1</c>, or <c>operator=oph_list;level=1</c>. Null where there is no document.</summary>
    public Task<OphidiaResponse?> SubmitAsync(string command)
    {
        var query = command.Trim();
        var space = query.IndexOf(' ', StringComparison.Ordinal);
        var equals = query.IndexOf('=', StringComparison.Ordinal);
        if (equals < 0 || (space >= 0 && space < equals))
        {
            query = space < 0 ? $"operator={query};" : $"operator={query[..space]};{query[(space + 1)..]};";
        }

        query = query.TrimEnd(';') + ";";
        foreach (var (key, value) in new[]
        {
            ("sessionid", Session), ("cwd", Cwd), ("cdd", Cdd), ("cube", Cube), ("host_partition", "auto"), ("exec_mode", ExecMode), ("ncores", "1"),
        })
        {
            // As the original: wherever the letters occur.
            if (value.Length > 0 && !query.Contains(key, StringComparison.Ordinal))
            {
                query += $"{key}={value};";
            }
        }

        return SubmitWorkflowAsync(Wrap(query));
    }

    /// <summary>Sends a request's JSON as it is.</summary>
    public async Task<OphidiaResponse?> SubmitWorkflowAsync(string json)
    {
        var (status, body) = await PostAsync(json);
        (LastJobId, LastResponse, LastError, LastReturnValue) = (null, null, "", 0);
        if (status != 200)
        {
            (LastReturnValue, LastError) = (1, status.ToString(CultureInfo.InvariantCulture));
            return null;
        }

        Read(body);
        return LastResponse;
    }

    /// <summary>Posts a request's JSON in an envelope; status and body of the reply.</summary>
    public Task<(int Status, string Body)> PostAsync(string json) => SendAsync(Message(Envelope(json)));

    /// <summary>The whole message of a request, with the length that the original declares: characters.</summary>
    public byte[] Message(string envelope, string method = "POST")
    {
        var credentials = Convert.ToBase64String(Encoding.UTF8.GetBytes($"{user}:{password}"));
        var head = $"{method} / HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nAccept-Encoding: identity\r\nUser-Agent: Ophidia Python client\r\n"
            + $"Content-type: text/xml; charset=\"UTF-8\"\r\nContent-length: {envelope.Length}\r\nSOAPAction: \"\"\r\nAuthorization: Basic {credentials}\r\n\r\n";
        return Encoding.UTF8.GetBytes(head + envelope);
    }

    /// <summary>The envelope of a request.</summary>
    public static string Envelope(string json)
    {
        var text = json.Replace("&", "&amp;").Replace("<", "&lt;").Replace(">", "&gt;").Replace("\n", "&#xA;");
        return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
            + $"<SOAP-ENV:Envelope xmlns:SOAP-ENV=\"http://schemas.xmlsoap.org/soap/envelope/\" xmlns:ns1=\"http://schemas.xmlsoap.org/soap/envelope/\" xmlns:ns2=\"{Service}\">"
            + $"<SOAP-ENV:Header/><ns1:Body><ns2:ophExecuteMain><ophExecuteMainRequest>{text}</ophExecuteMainRequest></ns2:ophExecuteMain></ns1:Body></SOAP-ENV:Envelope>";
    }

    /// <summary>A connection after its handshake.</summary>
    public async Task<SslStream> ConnectAsync()
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        await socket.ConnectAsync("127.0.0.1", port);

        // As the original, which checks no certificate.
#pragma warning disable CA5359, S4830
        var stream = new SslStream(new NetworkStream(socket, ownsSocket: true), leaveInnerStreamOpen: false, (_, _, _, _) => true);
#pragma warning restore CA5359, S4830
        await stream.AuthenticateAsClientAsync("127.0.0.1");
        return stream;
    }

    /// <summary>Sends bytes on a connection of their own; status and body of what comes back.</summary>
    public async Task<(int Status, string Body)> SendAsync(ReadOnlyMemory<byte> message)
    {
        await using var stream = await ConnectAsync();
        await stream.WriteAsync(message);
        return await ReceiveAsync(stream);
    }

    /// <summary>Reads a reply to its end.</summary>
    public static async Task<(int Status, string Body)> ReceiveAsync(Stream stream)
    {
        using var all = new MemoryStream();
        using var limit = new CancellationTokenSource(Child.Limit);
        await stream.CopyToAsync(all, limit.Token);
        var bytes = all.ToArray();
        var end = bytes.AsSpan().IndexOf("\r\n\r\n"u8);
        Assert.True(end > 0, "The connection was closed without a reply.");
        var head = Encoding.ASCII.GetString(bytes, 0, end);
        var body = bytes.AsSpan(end + 4);
        var text = Encoding.UTF8.GetString(head.Contains("chunked", StringComparison.Ordinal) ? Unchunk(body) : body);
        return (int.Parse(head.Split(' ')[1], CultureInfo.InvariantCulture), text);
    }

    private static byte[] Unchunk(ReadOnlySpan<byte> body)
    {
        var all = new MemoryStream();
        while (true)
        {
            var line = body.IndexOf("\r\n"u8);
            var size = int.Parse(Encoding.ASCII.GetString(body[..line]), NumberStyles.HexNumber, CultureInfo.InvariantCulture);
            all.Write(body.Slice(line + 2, size));
            if (size == 0)
            {
                return all.ToArray();
            }

            body = body[(line + 2 + size + 2)..];
        }
    }

    private void Read(string body)
    {
        // As the original: by the letters of the prefix, whatever it stands for.
        var document = new XmlDocument { XmlResolver = null, PreserveWhitespace = true };
        document.LoadXml(body);
        Assert.Equal(1, document.GetElementsByTagName("oph:ophResponse").Count);
        var reply = XDocument.Parse(body, LoadOptions.PreserveWhitespace).Descendants(XName.Get("ophResponse", Service)).Single();
        LastReturnValue = reply.Element("error") is { } error ? int.Parse(error.Value, CultureInfo.InvariantCulture) : throw new InvalidOperationException("Invalid response");
        LastError = LastReturnValue == 0 ? "" : $"Error {LastReturnValue}";
        if (reply.Element("jobid") is { } job)
        {
            LastJobId = job.Value;
            var mark = job.Value.LastIndexOf('?');
            var session = mark < 0 ? job.Value : job.Value[..mark];
            (Session, Cwd) = (session, string.Equals(session, Session, StringComparison.Ordinal) ? Cwd : "/");
        }

        if (reply.Element("response") is { } response)
        {
            // Letters beyond Latin-1 fail here, as they do in the original.
            var latin = Encoding.GetEncoding("ISO-8859-1", EncoderFallback.ExceptionFallback, DecoderFallback.ExceptionFallback);
            ReadDocument(new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(latin.GetBytes(response.Value)));
        }
    }

    private void ReadDocument(string text)
    {
        LastResponse = new OphidiaResponse(text);
        var isWorkflow = text.Contains("\"title\": \"Workflow Status\"") || text.Contains("\"title\": \"Massive Operation Status\"");
        if (text.Contains("\"title\": \"ERROR\"") || (isWorkflow && text.Contains("\"message\": \"OPH_STATUS_ERROR\"")))
        {
            var start = text.IndexOf(MessageStart, StringComparison.Ordinal) + MessageStart.Length;
            var end = text.IndexOf("\\n\"", start, StringComparison.Ordinal);
            LastError = text[start..(end < 0 ? text.Length : end)];
            LastReturnValue = LastReturnValue == 0 ? 1 : LastReturnValue;
            return;
        }

        var extra = LastResponse.Extra;
        Cube = LastResponse.Titled("Output Cube") ?? extra.GetValueOrDefault("cube", Cube);
        Cwd = LastResponse.Titled("Current Working Directory") ?? extra.GetValueOrDefault("cwd", Cwd);
        Cdd = LastResponse.Titled("Current Data Directory") ?? extra.GetValueOrDefault("cdd", Cdd);
    }

    /// <summary>A command as a request of one task, without any escaping.</summary>
    private string Wrap(string query)
    {
        var (globals, arguments, called) = (new StringBuilder(), new List<string>(), "");
        foreach (var piece in Pieces(query))
        {
            var equals = piece.IndexOf('=', StringComparison.Ordinal);
            var (key, value) = (piece[..equals], piece[(equals + 1)..]);
            if (key is "operator")
            {
                called = value;
            }
            else if (key is "sessionid" or "exec_mode" or "callback_url" or "project")
            {
                globals.Append(CultureInfo.InvariantCulture, $"\"{key}\":\"{value}\",");
            }
            else
            {
                arguments.Add($"\"{key}={value}\"");
            }
        }

        return $"{{\"name\":\"{called}\",\"author\":\"{user}\",\"command\":\"{query}\",{globals}"
            + $"\"tasks\":[{{\"name\":\"Task 0\",\"operator\":\"{called}\",\"arguments\":[{string.Join(',', arguments)}]}}]}}";
    }

    private static List<string> Pieces(string query)
    {
        var (pieces, start, depth) = (new List<string>(), 0, 0);
        for (var i = 0; i < query.Length; i++)
        {
            depth += query[i] switch { '[' => 1, ']' => -1, _ => 0 };
            if (query[i] == ';' && depth == 0)
            {
                pieces.Add(query[start..i]);
                start = i + 1;
            }
        }

        return pieces;
    }
}
