namespace Etalon.Server;

/// <summary>A journal in which a request with thousands of tasks writes few at a time, so that others find a free connection.</summary>
internal sealed class PatientJournal(IOphidiaJournal journal) : IOphidiaJournal, IDisposable
{
    private const int MostAtOnce = 4;
    private readonly SemaphoreSlim _pens = new(MostAtOnce);

    /// <inheritdoc />
    public async Task<long> BeginTaskAsync(OphidiaVisit visit, long parent, string name, string called, CancellationToken cancellation)
    {
        await _pens.WaitAsync(cancellation);
        try
        {
            return await journal.BeginTaskAsync(visit, parent, name, called, cancellation);
        }
        finally
        {
            _pens.Release();
        }
    }

    /// <inheritdoc />
    public async Task EndTaskAsync(OphidiaVisit visit, long marker, string state, CancellationToken cancellation)
    {
        await _pens.WaitAsync(cancellation);
        try
        {
            await journal.EndTaskAsync(visit, marker, state, cancellation);
        }
        finally
        {
            _pens.Release();
        }
    }

    /// <inheritdoc />
    public void Report(OphidiaVisit visit, double progress) => journal.Report(visit, progress);

    /// <inheritdoc />
    public void Dispose() => _pens.Dispose();
}
