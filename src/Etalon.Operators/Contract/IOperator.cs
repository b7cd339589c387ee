namespace Etalon.Operators;

/// <summary>One typed, versioned step: cubes and parameters in, cubes out.</summary>
/// <remarks>
/// A class that implements one of the derived interfaces and carries <see cref="OperatorAttribute"/> is found by the registry;
/// it needs a public constructor without arguments and holds no state.
/// </remarks>
/// <typeparam name="TParameters">A record with everything the user may choose.</typeparam>
public interface IOperator<in TParameters>
    where TParameters : class
{
    /// <summary>
    /// What will come out, decided before any data is read. Pure and cheap: the same call plans, validates, previews cost,
    /// builds forms and feeds provenance. Refuses what cannot work.
    /// </summary>
    Description Describe(TParameters parameters, Inputs inputs);
}
