using System.Net;
using System.Net.Sockets;
using System.Text;
using Microsoft.Extensions.Logging;

namespace Etalon.Server.Tests;

public sealed class CallbackTests
{
    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("10.1.2.3")]
    [InlineData("172.31.255.1")]
    [InlineData("192.168.0.7")]
    [InlineData("169.254.169.254")]
    [InlineData("100.64.0.1")]
    [InlineData("0.0.0.0")]
    [InlineData("224.0.0.1")]
    [InlineData("255.255.255.255")]
    [InlineData("::1")]
    [InlineData("::")]
    [InlineData("::ffff:10.0.0.1")]
    [InlineData("fe80::1")]
    [InlineData("fd12::1")]
    [InlineData("64:ff9b::a00:1")]
    [InlineData("2002:a00:1::")]
    public void Addresses_of_this_machine_and_its_neighbours_are_not_public(string address) => Assert.False(PublicAddress.Contains(IPAddress.Parse(address)));

    [Theory]
    [InlineData("8.8.8.8")]
    [InlineData("172.32.0.1")]
    [InlineData("100.128.0.1")]
    [InlineData("::ffff:8.8.8.8")]
    [InlineData("2a00:1450:4001::1")]
    public void Others_are(string address) => Assert.True(PublicAddress.Contains(IPAddress.Parse(address)));

    [Fact]
    public async Task A_host_that_is_configured_is_told_how_the_job_ended()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        using var sender = new CallbackSender(new ServerOptions { Ophidia = new OphidiaDoorOptions { Callbacks = ["127.0.0.1"] } }, new Notes());

        var sent = sender.Begin($"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}/done?x=1", "https://h/s?7#42", "OPH_STATUS_COMPLETED");
        using var connection = await listener.AcceptTcpClientAsync();
        var text = new StringBuilder();
        var buffer = new byte[4096];
        while (!text.ToString().Contains('}', StringComparison.Ordinal))
        {
            text.Append(Encoding.UTF8.GetString(buffer, 0, await connection.GetStream().ReadAsync(buffer)));
        }

        await connection.GetStream().WriteAsync("HTTP/1.1 204 No Content\r\nConnection: close\r\n\r\n"u8.ToArray());
        await sent;

        Assert.StartsWith("POST /done?x=1 HTTP/1.1", text.ToString(), StringComparison.Ordinal);
        Assert.Contains("\"status\":\"OPH_STATUS_COMPLETED\"", text.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_host_that_is_not_public_is_never_connected_to()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var notes = new Notes();
        using var sender = new CallbackSender(new ServerOptions { Ophidia = new OphidiaDoorOptions() }, notes);

        await sender.Begin($"http://localhost:{((IPEndPoint)listener.LocalEndpoint).Port}/", "j", "OPH_STATUS_COMPLETED");

        Assert.False(listener.Pending());
        Assert.Contains("no public address", Assert.Single(notes.Lines), StringComparison.Ordinal);
    }

    private sealed class Notes : ILogger<CallbackSender>
    {
        public List<string> Lines { get; } = [];

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) => Lines.Add(formatter(state, exception));
    }
}
