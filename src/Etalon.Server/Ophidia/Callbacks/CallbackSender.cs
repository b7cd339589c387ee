using System.Net;
using System.Net.Sockets;

namespace Etalon.Server;

/// <summary>
/// Tells addresses that requests have ended: <c>callback_url</c>. An address may be anybody's: it is called once, without redirections and for a
/// limited time; only public addresses are called unless the host is configured, and what is connected to is the very address that was checked.
/// </summary>
internal sealed class CallbackSender : IDisposable
{
    private const int MostAtOnce = 8;
    private const int MostWaiting = 1000;
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(10);

    private readonly OphidiaDoorOptions _options;
    private readonly ILogger<CallbackSender> _log;
    private readonly HttpClient _http;
    private readonly SemaphoreSlim _slots = new(MostAtOnce);
    private readonly CancellationTokenSource _end = new();
    private int _waiting;

    /// <summary>Makes it ready.</summary>
    public CallbackSender(ServerOptions options, ILogger<CallbackSender> log)
    {
        (_options, _log) = (options.Ophidia, log);
        _http = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseProxy = false, UseCookies = false, PooledConnectionLifetime = TimeSpan.Zero, ConnectCallback = ConnectAsync })
        {
            Timeout = Limit,
            MaxResponseContentBufferSize = 1 << 16,
        };
    }

    /// <inheritdoc />
    public void Dispose()
    {
        _end.Cancel();
        _http.Dispose();
        _slots.Dispose();
        _end.Dispose();
    }

    /// <summary>Tells it, without anybody waiting; a failure is only noted in the log.</summary>
    /// <param name="url">Where to; nothing is done for none.</param>
    /// <param name="job">The job's address.</param>
    /// <param name="state">How it ended.</param>
    public Task Begin(string? url, string job, string state) => url is null or "" or "-" ? Task.CompletedTask : Task.Run(() => SendAsync(new Uri(url), job, state), CancellationToken.None);

    private async Task SendAsync(Uri url, string job, string state)
    {
        if (Interlocked.Increment(ref _waiting) > MostWaiting)
        {
            Interlocked.Decrement(ref _waiting);
            DoorLog.NotCalled(_log, url.Host, "too many others wait to be called");
            return;
        }

        try
        {
            await _slots.WaitAsync(_end.Token);
            try
            {
                using var reply = await _http.PostAsJsonAsync(url, new { jobid = job, status = state }, _end.Token);
                if (!reply.IsSuccessStatusCode)
                {
                    DoorLog.NotCalled(_log, url.Host, $"it answered {(int)reply.StatusCode}");
                }
            }
            finally
            {
                _slots.Release();
            }
        }
        catch (Exception fault) when (fault is HttpRequestException or OperationCanceledException or SocketException or IOException or ObjectDisposedException)
        {
            DoorLog.NotCalled(_log, url.Host, fault.Message);
        }
        finally
        {
            Interlocked.Decrement(ref _waiting);
        }
    }

    private async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken cancellation)
    {
        var host = context.DnsEndPoint;
        var addresses = await Dns.GetHostAddressesAsync(host.Host, cancellation);
        var isConfigured = _options.Callbacks.Contains("*", StringComparer.Ordinal) || _options.Callbacks.Contains(host.Host, StringComparer.OrdinalIgnoreCase);
        var allowed = isConfigured ? addresses : Array.FindAll(addresses, PublicAddress.Contains);
        if (allowed.Length == 0)
        {
            throw new HttpRequestException($"'{host.Host}' is no public address, and ETALON_OPHIDIA_CALLBACKS does not name it");
        }

        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(allowed, host.Port, cancellation);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
