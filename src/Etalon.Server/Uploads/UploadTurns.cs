using System.Collections.Concurrent;
using Etalon.Cubes;

namespace Etalon.Server;

/// <summary>
/// Whose turn it is to change an upload. The newest request of its person wins: one whose line was cut may hang for long, and its sender must not
/// find the upload locked when it comes again.
/// </summary>
internal sealed class UploadTurns
{
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(10);

    private readonly ConcurrentDictionary<(Guid Person, Guid Upload), Turn> _turns = new();

    /// <summary>Takes the turn; another request of the person's that has it is told to stop. Nobody else can stop it.</summary>
    /// <exception cref="RefusalException">It does not stop: <c>upload-busy</c>.</exception>
    public async Task<Turn> TakeAsync(Guid person, Guid upload, CancellationToken cancellation)
    {
        var place = (person, upload);
        var mine = new Turn(this, place);
        while (!_turns.TryAdd(place, mine))
        {
            if (_turns.TryGetValue(place, out var other))
            {
                await StopAsync(other, mine, cancellation);
            }
        }

        return mine;
    }

    private static async Task StopAsync(Turn other, Turn mine, CancellationToken cancellation)
    {
        try
        {
            await other.EndAsync().WaitAsync(Longest, cancellation);
        }
        catch (TimeoutException)
        {
            mine.Dispose();
            throw Busy();
        }
        catch (OperationCanceledException)
        {
            mine.Dispose();
            throw;
        }
    }

    /// <summary>What a request hears to which a newer one came, or that waited too long for an older one.</summary>
    public static RefusalException Busy() => new(
        "upload-busy", "Another request of yours is at work on this upload.", "Ask how far it is, then go on from there; one request at a time sends parts.", RefusalKind.Conflict)
    {
        After = TimeSpan.FromSeconds(1),
    };

    /// <summary>The right to change an upload, until it is disposed.</summary>
    internal sealed class Turn(UploadTurns turns, (Guid Person, Guid Upload) place) : IDisposable
    {
        private readonly CancellationTokenSource _over = new();
        private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);

        /// <summary>Cancelled when somebody else wants the turn.</summary>
        public CancellationToken Over => _over.Token;

        /// <summary>Asks for its end and waits for it.</summary>
        public async Task EndAsync()
        {
            try
            {
                await _over.CancelAsync();
            }
            catch (ObjectDisposedException)
            {
                // It has just ended.
            }

            await _ended.Task;
        }

        /// <inheritdoc />
        public void Dispose()
        {
            turns._turns.TryRemove(KeyValuePair.Create(place, this));
            _ended.TrySetResult();
            _over.Dispose();
        }
    }
}
