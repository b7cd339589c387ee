namespace Etalon.Operators;

/// <summary>An external executable with typed ports: inputs become files, declared files become outputs.</summary>
public interface IProgram<in TParameters> : IOperator<TParameters>
    where TParameters : class
{
    /// <summary>The command line, its files and its limits.</summary>
    ProgramRequest Request(TParameters parameters, Inputs inputs);
}
