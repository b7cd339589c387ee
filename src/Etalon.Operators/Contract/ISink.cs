namespace Etalon.Operators;

/// <summary>Takes cubes out of Etalon. The operator only says where and how; the engine moves the bytes.</summary>
public interface ISink<in TParameters> : IOperator<TParameters>
    where TParameters : class
{
    /// <summary>What the engine shall write.</summary>
    SinkRequest Request(TParameters parameters, Inputs inputs);
}
