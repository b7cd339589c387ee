using Etalon.Cubes;

namespace Etalon.Operators;

/// <summary>The arithmetic of a reduction. One instance serves one thread.</summary>
public interface IReduceKernel : IDisposable
{
    /// <summary>A state to which nothing has been added, for the outputs of that region (of output 0).</summary>
    IReduceState Zero(Region output);
}
