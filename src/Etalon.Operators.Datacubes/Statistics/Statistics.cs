using Etalon.Cubes;

namespace Etalon.Operators.Datacubes;

/// <summary>The basic figures of a whole cube in one pass, as scalars.</summary>
[Operator(
    "statistics", "1.0.0", "cube -> count, missing, min, max, mean, std, sum",
    Doc = "Count, missing, minimum, maximum, mean, standard deviation and sum of a cube, as scalars.")]
public sealed class Statistics : IReduceOperator<Statistics.Parameters>
{
    /// <summary>What the user chooses.</summary>
    /// <param name="Ddof">What is taken from the count in the divisor.</param>
    public sealed record Parameters(
        [Doc("taken from the count in the divisor of std: 1 for a sample, 0 for a population"), Range(0, 1)] double Ddof = 0);

    /// <inheritdoc />
    public Description Describe(Parameters parameters, Inputs inputs)
    {
        var input = inputs[0];
        FoldedCube.RefuseComplex(input, "a statistic");
        var axes = FoldedCube.Axes(input, []);
        var over = FoldedCube.Over(axes);
        var scalar = FoldedCube.Shape(input, axes, keepAxes: false);
        var count = FoldedCube.Samples(scalar, FoldOperation.Count, over);
        return new Description(
        [
            count with { Name = "count" },
            count with { Name = "missing" },
            FoldedCube.Samples(scalar, FoldOperation.Min, over) with { Name = "min" },
            FoldedCube.Samples(scalar, FoldOperation.Max, over) with { Name = "max" },
            Figure(scalar, FoldOperation.Mean, over) with { Name = "mean" },
            Figure(scalar, FoldOperation.Std, over) with { Name = "std" },
            Figure(scalar, FoldOperation.Sum, over) with { Name = "sum" },
        ])
        {
            CoreAxes = axes,
            Scratch = static (_, _) => 512 * 1024,
            NanosecondsPerSample = 0.4,
        };
    }

    /// <inheritdoc />
    public IReduceKernel Bind(Parameters parameters, Inputs inputs, Description description) =>
        new StatisticsKernel(inputs[0], description.CoreAxes, parameters.Ddof);

    /// <summary>A scalar costs nothing, so it has all digits.</summary>
    private static CubeInfo Figure(CubeInfo scalar, FoldOperation operation, string over) =>
        FoldedCube.Samples(scalar, operation, over) with { Type = SampleType.Float64, Missing = null };
}
