using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Etalon.Cubes;
using Etalon.Ophidia;
using Microsoft.Extensions.Logging.Abstractions;

namespace Etalon.Server.Tests;

/// <summary>One connection of the door, with somebody else at the desk.</summary>
public sealed class DoorConnectionTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(20);

    [Fact]
    public async Task A_request_that_does_not_come_is_answered_after_thirty_seconds()
    {
        var clock = new TimerClock();
        using var door = new Door(new Desk(static () => []), clock);
        await using var stream = await door.ConnectAsync();
        await stream.WriteAsync("POST / HTTP/1.1\r\nContent-Length: 10\r\n\r\nhalf"u8.ToArray());
        var reply = OphidiaClient.ReceiveAsync(stream);

        clock.Advance(TimeSpan.FromSeconds(29.5));
        await Task.Delay(100);
        Assert.False(reply.IsCompleted);
        clock.Advance(TimeSpan.FromSeconds(1));

        var (status, body) = await reply.WaitAsync(Limit);
        Assert.Equal(200, status);
        Assert.Contains("did not come within 30 s", body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Rows_that_fail_when_much_is_sent_already_cut_the_reply_off_and_end_the_job()
    {
        var desk = new Desk(static () => Rows(5000));
        using var door = new Door(desk, TimeProvider.System);
        await using var stream = await door.ConnectAsync();
        await stream.WriteAsync("POST / HTTP/1.1\r\nContent-Length: 0\r\n\r\n"u8.ToArray());

        var sent = await AllOfAsync(stream);

        // Begun in chunks and not ended by an empty one: no client takes it for whole.
        Assert.Contains("Transfer-Encoding: chunked", sent, StringComparison.Ordinal);
        Assert.Contains("row 100", sent, StringComparison.Ordinal);
        Assert.DoesNotContain("\r\n0\r\n\r\n", sent, StringComparison.Ordinal);
        Assert.Equal((null, false), await desk.Written.Task.WaitAsync(Limit));
    }

    [Fact]
    public async Task Rows_that_fail_at_once_become_an_answer()
    {
        var desk = new Desk(static () => Rows(3));
        using var door = new Door(desk, TimeProvider.System);
        await using var stream = await door.ConnectAsync();
        await stream.WriteAsync("POST / HTTP/1.1\r\nContent-Length: 0\r\n\r\n"u8.ToArray());

        var (_, body) = await OphidiaClient.ReceiveAsync(stream).WaitAsync(Limit);

        Assert.Contains("The shard is gone.", body, StringComparison.Ordinal);
        Assert.DoesNotContain("row 1", body, StringComparison.Ordinal);
        var (text, isWhole) = await desk.Written.Task.WaitAsync(Limit);
        Assert.False(isWhole);
        Assert.Contains("The shard is gone.", text, StringComparison.Ordinal);
    }

    private static IEnumerable<IReadOnlyList<string>> Rows(int count)
    {
        for (var row = 0; row < count; row++)
        {
            yield return [$"row {row} {new string('x', 100)}"];
        }

        throw new RefusalException("corrupt-file", "The shard is gone.", "Make the cube again.");
    }

    private static async Task<string> AllOfAsync(SslStream stream)
    {
        using var all = new MemoryStream();
        using var limit = new CancellationTokenSource(Limit);
        try
        {
            await stream.CopyToAsync(all, limit.Token);
        }
        catch (IOException)
        {
            // Cut off in the middle of what is encrypted.
        }

        return Encoding.UTF8.GetString(all.ToArray());
    }

    /// <summary>Answers everything with a table.</summary>
    private sealed class Desk(Func<IEnumerable<IReadOnlyList<string>>> rows) : IDoorAnswers
    {
        private static readonly OphidiaSource Source = new(new OphidiaSession("https://h/ophidia", "9af1"), 1, 2);

        public TaskCompletionSource<(string? Text, bool IsWhole)> Written { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task<OphidiaReply> AnswerAsync(DoorRequest request, string host, CancellationToken gone, CancellationToken stopping) => Task.FromResult(
            new OphidiaReply(OphidiaError.None, "job", new OphidiaDocument(Source, [new OphidiaGrid("explorecube_data", new OphidiaTable("tas", [("tas", "string")], rows()))], []))
            {
                Written = (text, isWhole) =>
                {
                    Written.TrySetResult((text, isWhole));
                    return Task.CompletedTask;
                },
            });

        public OphidiaReply Refuse(OphidiaException error) => new(error.Error, "", new OphidiaDocument(Source, [Etalon.Ophidia.OphidiaText.Failure(error.Message)], []));
    }

    /// <summary>Takes one connection.</summary>
    private sealed class Door : IDisposable
    {
        private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
        private readonly CancellationTokenSource _stop = new();
        private readonly Task _serving;

        public Door(IDoorAnswers answers, TimeProvider clock)
        {
            using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
            var now = TimeProvider.System.GetUtcNow();
            using var made = new CertificateRequest("CN=test", key, HashAlgorithmName.SHA256).CreateSelfSigned(now.AddDays(-1), now.AddDays(1));
            var tls = new SslServerAuthenticationOptions { ServerCertificate = X509CertificateLoader.LoadPkcs12(made.Export(X509ContentType.Pkcs12), password: null) };
            _listener.Start();
            _serving = Task.Run(async () =>
            {
                using var connection = new DoorConnection(await _listener.AcceptSocketAsync(_stop.Token), tls, answers, clock, NullLogger.Instance);
                await connection.RunAsync(_stop.Token);
            });
        }

        public Task<SslStream> ConnectAsync() => new OphidiaClient(((IPEndPoint)_listener.LocalEndpoint).Port, "", "").ConnectAsync();

        public void Dispose()
        {
            _stop.Cancel();
            _ = _serving.ContinueWith(static done => done.Exception, TaskScheduler.Default).Wait(Limit);
            _listener.Dispose();
            _stop.Dispose();
        }
    }

    /// <summary>A clock whose timers go off when it is moved.</summary>
    private sealed class TimerClock : TimeProvider
    {
        private readonly List<Alarm> _alarms = [];
        private TimeSpan _now;

        public void Advance(TimeSpan time)
        {
            Alarm[] due;
            lock (_alarms)
            {
                _now += time;
                due = [.. _alarms.Where(alarm => alarm.At <= _now)];
                _alarms.RemoveAll(due.Contains);
            }

            Array.ForEach(due, static alarm => alarm.Ring());
        }

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            lock (_alarms)
            {
                var alarm = new Alarm(this, callback, state, dueTime < TimeSpan.Zero ? TimeSpan.MaxValue : _now + dueTime);
                _alarms.Add(alarm);
                return alarm;
            }
        }

        private sealed class Alarm(TimerClock clock, TimerCallback callback, object? state, TimeSpan at) : ITimer
        {
            public TimeSpan At { get; private set; } = at;

            public void Ring() => callback(state);

            public bool Change(TimeSpan dueTime, TimeSpan period)
            {
                lock (clock._alarms)
                {
                    At = dueTime < TimeSpan.Zero ? TimeSpan.MaxValue : clock._now + dueTime;
                    return true;
                }
            }

            public void Dispose()
            {
                lock (clock._alarms)
                {
                    clock._alarms.Remove(this);
                }
            }

            public ValueTask DisposeAsync()
            {
                Dispose();
                return ValueTask.CompletedTask;
            }
        }
    }
}
