namespace Etalon.Operators;

/// <summary>An operator without its parameter type, so that the registry can hold all of them in one list.</summary>
internal abstract class OperatorBinding
{
    public abstract Description Describe(object parameters, Inputs inputs);

    public abstract IMapKernel BindMap(object parameters, Inputs inputs, Description description);

    public abstract IReduceKernel BindReduce(object parameters, Inputs inputs, Description description);

    public abstract IStreamKernel BindStream(object parameters, Inputs inputs, Description description);

    public abstract FileRequest FileRequest(object parameters);

    public abstract SinkRequest SinkRequest(object parameters, Inputs inputs);

    public abstract ProgramRequest ProgramRequest(object parameters, Inputs inputs);

    public abstract OperatorGraph Expand(object parameters, Inputs inputs);

    /// <summary>The binding of an operator instance whose parameter type is known only at run time.</summary>
    public static OperatorBinding Of(object instance, Type parameters) =>
        (OperatorBinding)Activator.CreateInstance(typeof(Typed<>).MakeGenericType(parameters), instance)!;

    private sealed class Typed<TParameters>(object instance) : OperatorBinding
        where TParameters : class
    {
        public override Description Describe(object parameters, Inputs inputs) =>
            As<IOperator<TParameters>>().Describe((TParameters)parameters, inputs);

        public override IMapKernel BindMap(object parameters, Inputs inputs, Description description) => instance switch
        {
            IMapOperator<TParameters> map => map.Bind((TParameters)parameters, inputs, description),
            ISource<TParameters> source => source.Bind((TParameters)parameters, description),
            _ => BindStream(parameters, inputs, description),
        };

        public override IReduceKernel BindReduce(object parameters, Inputs inputs, Description description) =>
            As<IReduceOperator<TParameters>>().Bind((TParameters)parameters, inputs, description);

        public override IStreamKernel BindStream(object parameters, Inputs inputs, Description description) =>
            As<IStreamOperator<TParameters>>().Bind((TParameters)parameters, inputs, description);

        public override FileRequest FileRequest(object parameters) => As<IFileSource<TParameters>>().Request((TParameters)parameters);

        public override SinkRequest SinkRequest(object parameters, Inputs inputs) =>
            As<ISink<TParameters>>().Request((TParameters)parameters, inputs);

        public override ProgramRequest ProgramRequest(object parameters, Inputs inputs) =>
            As<IProgram<TParameters>>().Request((TParameters)parameters, inputs);

        public override OperatorGraph Expand(object parameters, Inputs inputs)
        {
            var graph = new GraphBuilder(inputs);
            As<IComposite<TParameters>>().Expand((TParameters)parameters, inputs, graph);
            return graph.Build();
        }

        private TContract As<TContract>()
            where TContract : class =>
            instance as TContract
            ?? throw new InvalidOperationException($"{instance.GetType().Name} is no {typeof(TContract).Name}.");
    }
}
