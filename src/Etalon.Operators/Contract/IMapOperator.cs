namespace Etalon.Operators;

/// <summary>Block to block: every output block depends on a known region of each input.</summary>
public interface IMapOperator<in TParameters> : IOperator<TParameters>
    where TParameters : class
{
    /// <summary>A kernel for one worker; called once per worker, so tables and scratch belong in it.</summary>
    IMapKernel Bind(TParameters parameters, Inputs inputs, Description description);
}
