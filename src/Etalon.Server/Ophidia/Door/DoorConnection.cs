using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Text;
using Etalon.Cubes;
using Etalon.Ophidia;

namespace Etalon.Server;

/// <summary>One connection: a handshake, one request, one reply.</summary>
internal sealed class DoorConnection(Socket socket, SslServerAuthenticationOptions tls, IDoorAnswers answers, TimeProvider clock, ILogger log) : IDisposable
{
    /// <summary>Whoever waits for an answer seldom asks for it again.</summary>
    private const int KeptBytes = 1 << 20;

    private const int MostDrained = 64 << 20;
    private static readonly TimeSpan ReadLimit = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan WriteLimit = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan DrainLimit = TimeSpan.FromSeconds(5);

    private readonly CancellationTokenSource _gone = new();
    private readonly SslStream _stream = new(new NetworkStream(socket, ownsSocket: true));
    private bool _mustDrain;

    private string Host => (socket.RemoteEndPoint as IPEndPoint)?.Address.ToString() ?? "";

    /// <summary>Serves it to its end.</summary>
    public async Task RunAsync(CancellationToken stopping)
    {
        try
        {
            using var limit = new CancellationTokenSource(ReadLimit, clock);
            using var reading = CancellationTokenSource.CreateLinkedTokenSource(stopping, limit.Token);
            socket.NoDelay = true;
            await _stream.AuthenticateAsServerAsync(tls, reading.Token);
            _stream.WriteTimeout = (int)WriteLimit.TotalMilliseconds;
            await ServeAsync(reading.Token, stopping);
        }
        catch (Exception fault) when (fault is IOException or SocketException or AuthenticationException or OperationCanceledException or ObjectDisposedException)
        {
            // They went away, were too slow, or speak something else.
        }
    }

    /// <inheritdoc />
    public void Dispose()
    {
        _stream.Dispose();
        socket.Dispose();
        _gone.Dispose();
    }

    private async Task ServeAsync(CancellationToken reading, CancellationToken stopping)
    {
        DoorRequest? request = null;
        OphidiaReply? refused = null;
        try
        {
            request = await new DoorReader(_stream).ReadAsync(reading);
            if (request is null)
            {
                return;
            }
        }
        catch (DoorException fault)
        {
            await PlainAsync(fault.Status, fault.Message, stopping);
            return;
        }
        catch (OphidiaException error)
        {
            _mustDrain = true;
            refused = answers.Refuse(error);
        }
        catch (OperationCanceledException) when (!stopping.IsCancellationRequested)
        {
            refused = answers.Refuse(new OphidiaException(OphidiaError.Parameter, $"The request did not come within {ReadLimit.TotalSeconds:F0} s."));
        }

        // Whoever waits for a reply and goes away is noticed: nobody needs the reply then.
        var watch = WatchAsync(stopping);
        await WriteAsync(refused ?? await answers.AnswerAsync(request!, Host, _gone.Token, stopping), stopping);
        await _stream.ShutdownAsync();
        await Task.WhenAny(watch, Task.Delay(_mustDrain ? DrainLimit : TimeSpan.FromSeconds(1), stopping));
    }

    private async Task WriteAsync(OphidiaReply reply, CancellationToken stopping)
    {
        var target = new ReplyStream(_stream);
        await using (target)
        {
            if (!await IsWrittenAsync(reply, target))
            {
                target.Reset();
                var failing = reply.Failing("The answer could not be made; the server's log says more.");
                ReplyEnvelope.Write(target, reply.Error, reply.JobId, failing.Document);
            }

            using var writing = CancellationTokenSource.CreateLinkedTokenSource(stopping);
            writing.CancelAfter(WriteLimit);
            await target.FinishAsync(writing.Token);
        }
    }

    /// <summary>Writes the reply, and ends its job however that goes; false if a fault of ours prevents it while it can still be taken back.</summary>
    private async Task<bool> IsWrittenAsync(OphidiaReply reply, ReplyStream target)
    {
        using var copy = new KeptCopy(KeptBytes);
        try
        {
            ReplyEnvelope.Write(target, reply.Error, reply.JobId, reply.Document, copy);
        }
        catch (RefusalException refusal) when (!target.IsUnderWay && reply.Document is not null)
        {
            // Rows are made while they are written.
            target.Reset();
            using var failure = new KeptCopy(KeptBytes);
            ReplyEnvelope.Write(target, reply.Error, reply.JobId, reply.Failing($"{refusal.Message} {refusal.Help}").Document, failure);
            await reply.Written(failure.Text, arg2: false);
            return true;
        }
#pragma warning disable CA1031 // Whatever it is, the job must end; what is under way can only be cut off, and is thrown on.
        catch (Exception fault)
#pragma warning restore CA1031
        {
            await reply.Written(null, arg2: false);
            if (target.IsUnderWay || reply.Document is null)
            {
                throw;
            }

            DoorLog.Failed(log, fault);
            return false;
        }

        await reply.Written(copy.Text, arg2: true);
        return true;
    }

    private async Task PlainAsync(string status, string message, CancellationToken stopping)
    {
        var body = Encoding.UTF8.GetBytes(message + "\n");
        var head = $"HTTP/1.1 {status}\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Length: {body.Length}\r\nAllow: POST\r\nConnection: close\r\n\r\n";
        using var writing = CancellationTokenSource.CreateLinkedTokenSource(stopping);
        writing.CancelAfter(WriteLimit);
        await _stream.WriteAsync((byte[])[.. Encoding.ASCII.GetBytes(head), .. body], writing.Token);
        await _stream.ShutdownAsync();
    }

    /// <summary>Reads on, to see the other side go. What still comes is thrown away: the end of the envelope, or a request that was too large.</summary>
    private async Task WatchAsync(CancellationToken stopping)
    {
        try
        {
            var scrap = new byte[4096];
            var (total, count) = (0, -1);
            while (count != 0 && total < MostDrained)
            {
                count = await _stream.ReadAsync(scrap, stopping);
                total += count;
            }
        }
        catch (Exception fault) when (fault is IOException or SocketException or OperationCanceledException or ObjectDisposedException)
        {
            // They are gone, or we go.
        }

        await CancelAsync();
    }

    private async Task CancelAsync()
    {
        try
        {
            await _gone.CancelAsync();
        }
        catch (ObjectDisposedException)
        {
            // The reply was sent meanwhile.
        }
    }
}
