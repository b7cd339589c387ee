namespace Etalon.Operators;

/// <summary>What the engine may do with an operator; follows from the interface it implements.</summary>
public enum OperatorKind
{
    /// <summary>Block to block: <see cref="IMapOperator{TParameters}"/>.</summary>
    Map,

    /// <summary>Folds axes: <see cref="IReduceOperator{TParameters}"/>.</summary>
    Reduce,

    /// <summary>Ordered along one axis: <see cref="IStreamOperator{TParameters}"/>.</summary>
    Stream,

    /// <summary>Makes cubes from parameters alone: <see cref="ISource{TParameters}"/>.</summary>
    Source,

    /// <summary>Takes cubes out: <see cref="ISink{TParameters}"/>.</summary>
    Sink,

    /// <summary>An external executable: <see cref="IProgram{TParameters}"/>.</summary>
    Program,

    /// <summary>Expands to a graph: <see cref="IComposite{TParameters}"/>.</summary>
    Composite,

    /// <summary>Brings cubes in from a file: <see cref="IFileSource{TParameters}"/>.</summary>
    FileSource,
}
