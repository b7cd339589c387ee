using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using Etalon.Catalog;
using Etalon.Cubes;

namespace Etalon.Server;

/// <summary>
/// The port for Ophidia's clients, beside HTTP's: one request on each connection, over TLS. It has a reader of its own because what these
/// clients send is not quite HTTP.
/// </summary>
internal sealed class OphidiaDoor(
    EtalonHome home, ServerOptions options, CatalogDatabase catalog, IDoorAnswers answers, LiveRequests live, TimeProvider clock, ILogger<OphidiaDoor> log)
    : IHostedService, IDisposable
{
    private const int MostConnections = 512;
    private const int Backlog = 512;
    private static readonly TimeSpan Breath = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan StopLimit = TimeSpan.FromSeconds(5);

    private readonly CancellationTokenSource _stop = new();
    private readonly SemaphoreSlim _places = new(MostConnections);
    private TcpListener? _listener;
    private SslServerAuthenticationOptions? _tls;
    private Task _accepting = Task.CompletedTask;

    /// <summary>The port; null while the door is shut.</summary>
    public int? Port { get; private set; }

    /// <summary>Why the door is shut; empty while it is open.</summary>
    public string Trouble { get; private set; } = "";

    /// <inheritdoc />
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        await new AbortOphidiaJobs(catalog.Source, clock).RunAsync(cancellationToken);
        if (options.Ophidia.Port is not { } port)
        {
            Trouble = "it was switched off (--ophidia-port off).";
            return;
        }

        try
        {
            var certificate = OphidiaCertificate.Take(home, options.Ophidia, clock);
            _tls = new SslServerAuthenticationOptions
            {
                ServerCertificateContext = SslStreamCertificateContext.Create(certificate, additionalCertificates: null, offline: true),
                EnabledSslProtocols = SslProtocols.Tls12 | SslProtocols.Tls13,
            };
            _listener = new TcpListener(IPAddress.Parse(options.Bind), port);
            _listener.Start(Backlog);
            Port = ((IPEndPoint)_listener.LocalEndpoint).Port;
            _accepting = Task.Run(() => AcceptAsync(_listener), CancellationToken.None);
        }
        catch (SocketException taken)
        {
            // The rest of the server lives without it.
            Trouble = $"port {port} at {options.Bind} cannot be opened ({taken.Message}); another server may have it. Choose one with --ophidia-port.";
            DoorLog.Shut(log, Trouble);
        }
        catch (RefusalException refusal)
        {
            Trouble = $"{refusal.Message} {refusal.Help}";
            DoorLog.Shut(log, Trouble);
        }
    }

    /// <inheritdoc />
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        _listener?.Stop();
        await live.StopAsync(StopLimit);
        await _stop.CancelAsync();
        await _accepting;
    }

    /// <inheritdoc />
    public void Dispose()
    {
        _listener?.Dispose();
        _stop.Dispose();
        _places.Dispose();
    }

    private async Task AcceptAsync(TcpListener listener)
    {
        try
        {
            while (!_stop.IsCancellationRequested)
            {
                await _places.WaitAsync(_stop.Token);
                var socket = await TakeAsync(listener);
                if (socket is null)
                {
                    _places.Release();
                    await Task.Delay(Breath, _stop.Token);
                    continue;
                }

                _ = Task.Run(() => ServeAsync(socket), CancellationToken.None);
            }
        }
        catch (Exception end) when (end is OperationCanceledException or ObjectDisposedException)
        {
            // The server stops.
        }
    }

    /// <summary>A connection; null if it could not be had, because it was cut at once or too many files are open.</summary>
    private async Task<Socket?> TakeAsync(TcpListener listener)
    {
        try
        {
            return await listener.AcceptSocketAsync(_stop.Token);
        }
        catch (SocketException)
        {
            return null;
        }
    }

    private async Task ServeAsync(Socket socket)
    {
        try
        {
            using var connection = new DoorConnection(socket, _tls!, answers, clock, log);
            await connection.RunAsync(_stop.Token);
        }
#pragma warning disable CA1031 // Nobody waits for this task: a fault of ours ends one connection and is logged, no more.
        catch (Exception fault)
#pragma warning restore CA1031
        {
            DoorLog.Failed(log, fault);
        }
        finally
        {
            _places.Release();
        }
    }
}
