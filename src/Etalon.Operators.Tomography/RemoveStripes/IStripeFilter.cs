namespace Etalon.Operators.Tomography;

/// <summary>One way to take stripes out of a sinogram; an instance serves one thread.</summary>
internal interface IStripeFilter : IDisposable
{
    /// <summary>Works on the columns in place; no sample of them is missing.</summary>
    void Run(SinogramColumns columns, CancellationToken cancellation);
}
