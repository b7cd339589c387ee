namespace Etalon.Operators;

/// <summary>Expands to a graph of other operators. Conditions and loops live only here.</summary>
public interface IComposite<in TParameters>
    where TParameters : class
{
    /// <summary>Adds the nodes and names the outputs. Pure.</summary>
    void Expand(TParameters parameters, Inputs inputs, GraphBuilder graph);
}
