using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Text;

namespace Etalon.Server.Tests;

/// <summary>Requests that nobody makes by mistake.</summary>
public sealed class HostileRequestTests(EtalonWithLimits etalon) : IClassFixture<EtalonWithLimits>
{
    [Theory]
    [InlineData("/../outside.txt")]
    [InlineData("/..%2foutside.txt")]
    [InlineData("/%2e%2e/outside.txt")]
    [InlineData("/%2e%2e%2foutside.txt")]
    [InlineData("/%252e%252e%252foutside.txt")]
    [InlineData("/..\\outside.txt")]
    [InlineData("/..%5coutside.txt")]
    [InlineData("/%c0%ae%c0%ae/outside.txt")]
    [InlineData("/assets/../../outside.txt")]
    [InlineData("/./../web/../outside.txt")]
    [InlineData("//outside.txt")]
    [InlineData("/.hidden")]
    [InlineData("/%2ehidden")]
    [InlineData("/index.html%00.js")]
    [InlineData("/../home/token")]
    public async Task Nothing_but_the_portals_files_is_served(string path)
    {
        var answer = await SendAsync($"GET {path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");

        Assert.Matches("^HTTP/1.1 (400|404) ", answer);
        Assert.DoesNotContain("secret", answer, StringComparison.Ordinal);
        Assert.DoesNotContain(etalon.Token, answer, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Cookie: etalon_session=")]
    [InlineData("Cookie: etalon_session=x; etalon_session=y")]
    [InlineData("Cookie: etalon_session=' or 1=1 --")]
    [InlineData("Cookie: $Version=1; etalon_session=\"x\"")]
    [InlineData("Authorization: Bearer")]
    [InlineData("Authorization: Bearer ' or 1=1 --")]
    [InlineData("Authorization: bearer\tx")]
    [InlineData("Authorization: Basic YWRtaW46")]
    [InlineData("X-Forwarded-User: administrator")]
    [InlineData("X-Original-URL: /api/health")]
    public async Task Forged_headers_open_nothing(string header)
    {
        var answer = await SendAsync($"GET /api/datasets HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n{header}\r\n\r\n");

        Assert.StartsWith("HTTP/1.1 401 ", answer, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("evil.example")]
    [InlineData("localhost.evil.example:80")]
    [InlineData("127.0.0.2")]
    public async Task A_foreign_name_is_refused_in_words_and_what_is_said_of_proxies_is_not_believed(string host)
    {
        var foreign = await SendAsync($"GET /api/health HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n");
        var claimed = await SendAsync($"GET /api/health HTTP/1.1\r\nHost: {host}\r\nX-Forwarded-Host: localhost\r\nForwarded: host=localhost\r\nConnection: close\r\n\r\n");
        var believed = await SendAsync($"GET /api/health HTTP/1.1\r\nHost: localhost\r\nX-Forwarded-Host: {host}\r\nX-Forwarded-Proto: https\r\nConnection: close\r\n\r\n");

        Assert.StartsWith("HTTP/1.1 400 ", foreign, StringComparison.Ordinal);
        Assert.Contains("\"code\":\"foreign-host\"", foreign, StringComparison.Ordinal);
        Assert.Contains("ETALON_HOSTS", foreign, StringComparison.Ordinal);
        Assert.StartsWith("HTTP/1.1 400 ", claimed, StringComparison.Ordinal);
        Assert.StartsWith("HTTP/1.1 200 ", believed, StringComparison.Ordinal);
        Assert.DoesNotContain("Strict-Transport-Security", believed, StringComparison.OrdinalIgnoreCase);
    }

    [Theory]
    [InlineData("POST /api/session HTTP/1.1\r\nHost: localhost\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\nContent-Type: application/json\r\n\r\n0\r\n\r\nGET /api/datasets HTTP/1.1\r\nHost: x\r\n\r\n")]
    [InlineData("GET /api/health HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nx")]
    [InlineData("GET /api/health HTTP/1.1\r\nHost: localhost\r\nHost: other\r\n\r\n")]
    [InlineData("GET /api/health HTTP/1.1\r\n\r\n")]
    [InlineData("GET /api/health HTTP/1.1\r\nHost: localhost\r\nX : y\r\n\r\n")]
    public async Task Requests_of_which_two_readings_are_possible_are_refused_and_the_connection_ends(string request)
    {
        var answer = await SendAsync(request);

        Assert.Matches("^HTTP/1.1 4[0-9][0-9] ", answer);
        Assert.Equal(1, CountOf(answer, "HTTP/1.1 "));
    }

    [Theory]
    [InlineData("Content-Length: 5\r\nTransfer-Encoding: chunked\r\nX: y", "0\r\n\r\n")]
    [InlineData("Transfer-Encoding: chunked, identity", "0\r\n\r\n")]
    [InlineData("Transfer-Encoding: xchunked", "0\r\n\r\n")]
    [InlineData("Transfer-Encoding: chunked\r\nTransfer-Encoding: x", "0\r\n\r\n")]
    [InlineData("Transfer-Encoding : chunked", "0\r\n\r\n")]
    [InlineData("Transfer-Encoding:\r\n chunked", "0\r\n\r\n")]
    [InlineData("Transfer-Encoding: \u000bchunked", "0\r\n\r\n")]
    [InlineData("Content-Length: -2", "{}")]
    [InlineData("Content-Length: 0x2", "{}")]
    [InlineData("Content-Length: 2, 2", "{}")]
    [InlineData("Content-Length: 2\r\nContent-Length: 0", "{}")]
    [InlineData("Content-Length: 99999999999999999999", "{}")]
    [InlineData("Transfer-Encoding: chunked", "2;\n{}\r\n0\r\n\r\n")]
    [InlineData("Transfer-Encoding: chunked", "-2\r\n{}\r\n0\r\n\r\n")]
    [InlineData("Transfer-Encoding: chunked", "0x2\r\n{}\r\n0\r\n\r\n")]
    [InlineData("Transfer-Encoding: chunked", "FFFFFFFFFFFFFFFFF\r\n{}\r\n0\r\n\r\n")]
    [InlineData("Transfer-Encoding: chunked", "2\r\n{}0\r\n\r\n")]
    public async Task Nothing_is_smuggled_in_behind_a_body_of_two_lengths(string header, string body)
    {
        var answer = await SendAsync(
            $"POST /api/datasets/find HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nAuthorization: Bearer {etalon.Token}\r\n{header}\r\n\r\n{body}"
            + "GET /api/health HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");

        Assert.Equal(1, CountOf(answer, "HTTP/1.1 "));
        Assert.DoesNotContain("\"status\":\"ok\"", answer, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("GET /api/health HTTP/1.1\r\nHost: localhost\r\nX: a\rX-Other: b\r\n\r\n")]
    [InlineData("GET /api/health HTTP/1.1\r\nHost: localhost\r\nX: a\0b\r\n\r\n")]
    [InlineData("GET /api/health HTTP/1.1\r\nHost: localhost\r\nX\0: a\r\n\r\n")]
    [InlineData("GET /api/health HTTP/1.1\r\nHost: localhost\r\nX: a\r\n folded\r\n\r\n")]
    [InlineData("GET /api/health HTTP/1.1\r\nHost: localhost\r\n: a\r\n\r\n")]
    [InlineData("GET /api/health HTTP/1.1\r\nHost: localhost\r\nno colon\r\n\r\n")]
    [InlineData("GET /api/hea\0lth HTTP/1.1\r\nHost: localhost\r\n\r\n")]
    [InlineData("GET /api/health%00 HTTP/1.1\r\nHost: localhost\r\n\r\n")]
    [InlineData("GET /api/health HTTP/1.1\r\nHost: local host\r\n\r\n")]
    [InlineData("GET /api/health HTTP/1.1\r\nHost: localhost/evil\r\n\r\n")]
    [InlineData("GET /api/health HTTP/1.1\r\nHost: user@localhost\r\n\r\n")]
    [InlineData("GET /api/health HTTP/9.9\r\nHost: localhost\r\n\r\n")]
    [InlineData("GET /api/health\r\nHost: localhost\r\n\r\n")]
    [InlineData("GET http://evil.example/api/health HTTP/1.1\r\nHost: localhost\r\n\r\n")]
    [InlineData("GET http://evil.example/api/health HTTP/1.1\r\nHost: evil.example\r\n\r\n")]
    [InlineData("CONNECT localhost:22 HTTP/1.1\r\nHost: localhost\r\n\r\n")]
    [InlineData("GET localhost:80 HTTP/1.1\r\nHost: localhost\r\n\r\n")]
    [InlineData("\0\0\0\0\r\n\r\n")]
    public async Task What_is_no_request_to_this_server_is_answered_with_nothing_of_it(string request)
    {
        var answer = await SendAsync(request.Replace("\r\n\r\n", "\r\nConnection: close\r\n\r\n", StringComparison.Ordinal));

        Assert.Matches("^(HTTP/1.1 (400|404|405|501|505) |$)", answer);
        Assert.DoesNotContain("\"status\":\"ok\"", answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_full_form_of_an_address_is_checked_as_every_other()
    {
        var answer = await SendAsync("GET http://localhost/api/datasets HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");

        Assert.StartsWith("HTTP/1.1 401 ", answer, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/h5/meta/?file=../token&path=/")]
    [InlineData("/h5/meta/?file=/etc/passwd&path=/")]
    [InlineData("/h5/data/?file=..%2f..%2fhome%2ftoken&path=/")]
    [InlineData("/zarr/..%2f..%2ftoken")]
    [InlineData("/zarr/../token")]
    [InlineData("/zarr/00000000-0000-0000-0000-000000000000/..%2f..%2f..%2ftoken")]
    [InlineData("/published/1/1/..%2f..%2f..%2ftoken")]
    [InlineData("/exported/1/1/..%2f..%2f..%2ftoken")]
    [InlineData("/exported/1/1/%2e%2e%2ftoken%00.nc")]
    [InlineData("/api/datasets/..%2f..%2ftoken")]
    [InlineData("/api/datasets/%00")]
    [InlineData("/api/workflows/..%2f..%2ftoken")]
    [InlineData("/api/workflows/..%252f..%252ftoken")]
    [InlineData("/api/workflows/%c0%ae%c0%ae%c0%aftoken")]
    [InlineData("/api/operators/..\\..\\token")]
    [InlineData("/api/cube?cube=../token")]
    [InlineData("/api/cube/frame?cube=..%2ftoken%2f..&x=x")]
    [InlineData("/api/runs/..%2ftoken/log")]
    public async Task No_name_leads_to_a_file_not_even_an_administrators(string path)
    {
        var answer = await SendAsync($"GET {path} HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer {etalon.Token}\r\nConnection: close\r\n\r\n");

        Assert.Matches("^HTTP/1.1 4[0-9][0-9] ", answer);
        Assert.DoesNotContain(etalon.Token, answer, StringComparison.Ordinal);
        Assert.DoesNotContain("root:", answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Whoever_sends_a_byte_now_and_then_is_let_go()
    {
        var url = new Uri(etalon.Url);
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(40));
        using var client = new TcpClient();
        await client.ConnectAsync(url.Host, url.Port, limit.Token);
        var stream = client.GetStream();
        var answer = stream.ReadAsync(new byte[1 << 12], limit.Token).AsTask();
        var sent = 0;
        try
        {
            await stream.WriteAsync("GET /api/health HTTP/1.1\r\nHost: localhost\r\nX: "u8.ToArray(), limit.Token);
            while (!answer.IsCompleted)
            {
                await stream.WriteAsync("x"u8.ToArray(), limit.Token);
                sent++;
                await Task.Delay(250, limit.Token);
            }
        }
        catch (IOException)
        {
            // It was let go while it was writing.
        }

        Assert.InRange(sent, 1, 140);
        Assert.False(limit.IsCancellationRequested);
    }

    [Fact]
    public async Task Headers_and_bodies_have_limits()
    {
        var manyHeaders = await SendAsync($"GET /api/health HTTP/1.1\r\nHost: localhost\r\n{string.Concat(Enumerable.Range(0, 200).Select(static i => $"X-{i}: y\r\n"))}\r\n");
        var longAddress = await SendAsync($"GET /api/health?{new string('a', 20_000)} HTTP/1.1\r\nHost: localhost\r\n\r\n");
        var longCookie = await SendAsync($"GET /api/health HTTP/1.1\r\nHost: localhost\r\nCookie: {new string('a', 40_000)}\r\n\r\n");
        var longHeader = await SendAsync($"GET /api/health HTTP/1.1\r\nHost: localhost\r\nX-Long: {new string('a', 40_000)}\r\n\r\n");
        using var http = etalon.NewClient();
        using var longName = await http.PostAsJsonAsync("/api/session/link", new { code = new string('a', 20_000) });
        // The server need not read what it refuses; a client that sends all the same may find the connection closed before the answer is there.
        using var patient = new HttpClient(new SocketsHttpHandler { Expect100ContinueTimeout = TimeSpan.FromSeconds(30) }) { BaseAddress = http.BaseAddress };
        patient.DefaultRequestHeaders.Authorization = http.DefaultRequestHeaders.Authorization;
        patient.DefaultRequestHeaders.ExpectContinue = true;
        using var longBody = await patient.PostAsJsonAsync("/api/datasets/find", new { text = new string('a', 9 << 20) });

        Assert.All([manyHeaders, longHeader, longCookie], static answer => Assert.StartsWith("HTTP/1.1 431 ", answer, StringComparison.Ordinal));
        Assert.StartsWith("HTTP/1.1 414 ", longAddress, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, longName.StatusCode);
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, longBody.StatusCode);
    }

    [Fact]
    public async Task An_address_that_tries_too_often_to_sign_in_is_told_when_to_come_again()
    {
        using var http = new HttpClient { BaseAddress = new Uri(etalon.Url) };
        HttpResponseMessage? last = null;
        for (var attempt = 0; attempt <= EtalonWithLimits.SignIns; attempt++)
        {
            last?.Dispose();
            last = await http.PostAsJsonAsync("/api/session", new { name = string.Create(CultureInfo.InvariantCulture, $"user{attempt}"), password = "a guess" });
        }

        using var client = etalon.NewClient();
        using var other = await client.GetAsync("/api/session");
        Assert.Equal(HttpStatusCode.TooManyRequests, last!.StatusCode);
        Assert.InRange(last.Headers.RetryAfter!.Delta!.Value, TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(1));
        Assert.Equal(HttpStatusCode.OK, other.StatusCode);
        last.Dispose();
    }

    private static int CountOf(string text, string part) => text.Split(part).Length - 1;

    private async Task<string> SendAsync(string request)
    {
        var url = new Uri(etalon.Url);
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        using var client = new TcpClient();
        await client.ConnectAsync(url.Host, url.Port, limit.Token);
        var stream = client.GetStream();
        await stream.WriteAsync(Encoding.Latin1.GetBytes(request), limit.Token);
        using var answer = new MemoryStream();
        try
        {
            await stream.CopyToAsync(answer, limit.Token);
        }
        catch (IOException)
        {
            // The server ended the connection with bytes of the request unread.
        }

        return Encoding.Latin1.GetString(answer.ToArray());
    }
}
