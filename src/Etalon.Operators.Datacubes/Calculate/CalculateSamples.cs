using System.Collections.Immutable;
using Etalon.Cubes;

namespace Etalon.Operators.Datacubes;

/// <summary>The part of <c>calculate</c> that computes an expression sample by sample, broadcast by axis name.</summary>
[Operator("calculate-samples", "1.0.0", "cubes* -> cube", Doc = "Computes an expression over cubes, sample by sample; the main part of 'calculate'.")]
public sealed class CalculateSamples : IMapOperator<CalculateSamples.Parameters>
{
    /// <summary>What stands for a missing truth value in the uint8 result of a condition.</summary>
    internal const byte MissingTruth = 255;

    /// <summary>What the user may choose.</summary>
    /// <param name="Expression">What to compute.</param>
    /// <param name="Names">Names for the cubes in the expression, in order.</param>
    /// <param name="Unit">The unit of the result.</param>
    /// <param name="CheckUnits">Whether units are checked and converted.</param>
    /// <param name="Name">The name of the result.</param>
    /// <param name="CheckAxes">Whether coordinates must agree.</param>
    /// <param name="Written">What the user wrote.</param>
    public sealed record Parameters(
        [Doc("what to compute: sqrt(u^2 + v^2), where(tas > 273.15 K, pr, 0)")] string Expression,
        [Doc("names for the cubes in the expression, in order; without them cubes go by their own names and their ports'")]
        ImmutableArray<string> Names = default,
        [Doc("the unit of the result; it is converted if its own is known")] string Unit = "",
        [Doc("whether units are checked and converted along the expression")] bool CheckUnits = true,
        [Doc("the name of the result; empty keeps the name of a single cube")] string Name = "",
        [Doc("whether axes of one name must have the same coordinates; otherwise samples are matched by their places, and the first cube's coordinates stay")]
        bool CheckAxes = true,
        [Doc("the whole expression as the user wrote it, for the record; empty if it is this one")] string Written = "");

    /// <inheritdoc />
    public Description Describe(Parameters parameters, Inputs inputs)
    {
        var expression = Bind(parameters, inputs);
        var used = expression.Used.Select(input => inputs[input]).ToArray();
        var description = Describe(expression, inputs, Named(parameters, used), parameters.Unit, parameters.CheckAxes);
        var output = description.Outputs[0];
        return description with
        {
            Outputs = parameters.Written.Length == 0 ? description.Outputs : [output with { Attributes = output.Attributes.With("long_name", parameters.Written) }],
            Notes = [.. used.Where(cube => parameters.CheckUnits && cube.Unit.Length > 0 && !Cubes.Unit.TryParse(cube.Unit, out _))
                .Select(cube => $"The unit '{cube.Unit}' of '{cube.Name}' is not known and was not checked.")],
        };
    }

    /// <inheritdoc />
    public IMapKernel Bind(Parameters parameters, Inputs inputs, Description description) =>
        Kernel(Bind(parameters, inputs), inputs, description.Outputs[0]);

    /// <summary>What will come out of a bound expression.</summary>
    internal static Description Describe(BoundExpression expression, Inputs inputs, string name, string unit, bool checkAxes)
    {
        var used = expression.Used.Select(input => inputs[input]).ToArray();
        var output = new CubeInfo(name, AxisJoin.Broadcast(used, checkAxes), TypeOf(expression))
        {
            Unit = expression.Unit is null || expression.IsCondition ? unit : Text(expression.Unit, unit),
            Missing = Missing(expression, used),
            Attributes = AttributeSet.Empty.With("long_name", expression.Text),
        };
        var slots = CalculateProgram.Of(expression).SlotCount;
        return new Description(output)
        {
            Demand = used.Length == inputs.Count ? null : region => Demand(expression, inputs, output, region),
            Scratch = (_, _) => ((long)slots * Strip<double>.Bytes) + ((long)inputs.Count * StripLoader<double>.ScratchBytes),
            NanosecondsPerSample = 0.1 + (0.1 * expression.Terms.Count),
        };
    }

    /// <summary>The kernel of a bound expression.</summary>
    internal static IMapKernel Kernel(BoundExpression expression, Inputs inputs, CubeInfo output) => expression.Kind switch
    {
        CalculateKind.Whole => new CalculateKernel<long>(expression, new WholeStripMath(), inputs, output),
        CalculateKind.Float32 => new CalculateKernel<float>(expression, new FloatStripMath<float>(), inputs, output),
        _ => new CalculateKernel<double>(expression, new FloatStripMath<double>(), inputs, output),
    };

    private static BoundExpression Bind(Parameters parameters, Inputs inputs) => ExpressionBinder.Bind(
        parameters.Expression, new ExpressionNames(parameters.Names, inputs), parameters.CheckUnits, parameters.Unit);

    private static string Named(Parameters parameters, CubeInfo[] used)
    {
        if (parameters.Name.Length > 0)
        {
            return parameters.Name;
        }

        return used.Length == 1 ? used[0].Name : "calculated";
    }

    private static SampleType TypeOf(BoundExpression expression) => expression switch
    {
        { IsCondition: true } => SampleType.UInt8,
        { Kind: CalculateKind.Float32 } => SampleType.Float32,
        { Kind: CalculateKind.Whole } => SampleType.Int64,
        _ => SampleType.Float64,
    };

    private static Int128? Missing(BoundExpression expression, CubeInfo[] used)
    {
        if (expression.Kind == CalculateKind.Whole && Array.TrueForAll(used, cube => cube.Missing is null))
        {
            return null;
        }

        if (expression.IsCondition)
        {
            return MissingTruth;
        }

        return expression.Kind == CalculateKind.Whole ? WholeStripMath.Missing : null;
    }

    private static string Text(Unit unit, string wanted)
    {
        if (wanted.Length > 0)
        {
            return wanted;
        }

        return unit.ToString();
    }

    private static ImmutableArray<Region?> Demand(BoundExpression expression, Inputs inputs, CubeInfo output, Region region)
    {
        var needs = RegionDemand.For(new Description(output), inputs, region).ToBuilder();
        for (var i = 0; i < needs.Count; i++)
        {
            needs[i] = expression.Used.Contains(i) ? needs[i] : null;
        }

        return needs.ToImmutable();
    }
}
