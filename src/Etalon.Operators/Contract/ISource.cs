namespace Etalon.Operators;

/// <summary>Makes cubes from parameters alone; any region can be asked for, in any order, and always has the same samples.</summary>
public interface ISource<in TParameters> : IOperator<TParameters>
    where TParameters : class
{
    /// <summary>A kernel for one worker; its input list is empty.</summary>
    IMapKernel Bind(TParameters parameters, Description description);
}
