namespace Etalon.Operators.Datacubes;

/// <summary>The arithmetic of one primitive on a strip of rows. One instance serves one thread.</summary>
internal abstract class RowKernel : IDisposable
{
    /// <summary>Writes every element of the output.</summary>
    public abstract void Run(ReadOnlySpan<Rows> inputs, Rows output);

    /// <summary>Whether the result lies within the input already, so that nothing has to be computed.</summary>
    public virtual bool TryView(ReadOnlySpan<Rows> inputs, out Rows view)
    {
        view = default;
        return false;
    }

    /// <inheritdoc />
    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Gives memory back.</summary>
    protected virtual void Dispose(bool disposing)
    {
        // Most kernels hold nothing.
    }
}
