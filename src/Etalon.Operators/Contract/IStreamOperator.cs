namespace Etalon.Operators;

/// <summary>Block to block, in order along one axis (<see cref="Description.StreamAxis"/>), with a state that is carried along.</summary>
public interface IStreamOperator<in TParameters> : IOperator<TParameters>
    where TParameters : class
{
    /// <summary>A kernel for one stream: one band of the other loop axes, from the first sample of the stream axis to the last.</summary>
    IStreamKernel Bind(TParameters parameters, Inputs inputs, Description description);
}
