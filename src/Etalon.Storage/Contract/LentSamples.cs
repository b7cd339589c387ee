namespace Etalon.Storage;

/// <summary>Samples that a reader lends from a mapped file. Disposed by who took them; not thread-safe.</summary>
public sealed unsafe class LentSamples : IDisposable
{
    private readonly byte* _pointer;
    private Action? _giveBack;

    internal LentSamples(byte* pointer, Action giveBack)
    {
        _pointer = pointer;
        _giveBack = giveBack;
    }

    /// <summary>The first sample. The samples are packed, row-major, and may not be written to.</summary>
    public byte* Pointer => _pointer;

    /// <inheritdoc />
    public void Dispose()
    {
        _giveBack?.Invoke();
        _giveBack = null;
    }
}
