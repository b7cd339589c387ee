namespace Etalon.Operators;

/// <summary>Folds the core axes: the engine brings them in blocks of any size and in any order.</summary>
public interface IReduceOperator<in TParameters> : IOperator<TParameters>
    where TParameters : class
{
    /// <summary>A kernel for one worker.</summary>
    IReduceKernel Bind(TParameters parameters, Inputs inputs, Description description);
}
