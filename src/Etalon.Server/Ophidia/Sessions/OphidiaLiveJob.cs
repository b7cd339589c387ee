namespace Etalon.Server;

/// <summary>A request that is being carried out.</summary>
internal sealed class OphidiaLiveJob(string session, long workflow, long marker, CancellationTokenSource stop)
{
    /// <summary>The session.</summary>
    public string Session => session;

    /// <summary>The request's number.</summary>
    public long Workflow => workflow;

    /// <summary>The number of its job.</summary>
    public long Marker => marker;

    /// <summary>Cancelled by <c>oph_cancel</c>, by the server's end, and for those who wait by their going.</summary>
    public CancellationToken Cancellation { get; } = stop.Token;

    /// <summary>How far it is, from 0 to 1.</summary>
    public double Progress { get; set; }

    /// <summary>What is done in the background; done already for those who wait.</summary>
    public Task Work { get; set; } = Task.CompletedTask;

    /// <summary>Stops it; one that has just ended is left alone.</summary>
    public async Task StopAsync()
    {
        try
        {
            await stop.CancelAsync();
        }
        catch (ObjectDisposedException)
        {
            // It has ended meanwhile.
        }
    }

    /// <summary>Frees what the cancellation holds.</summary>
    public void Release() => stop.Dispose();
}
