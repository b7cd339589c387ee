using Etalon.Cubes;
using Etalon.Numerics;

namespace Etalon.Operators.Datacubes;

/// <summary>Random samples that depend on the seed and their place in the cube alone.</summary>
[Operator("random", "1.0.0", " -> cube", Doc = "Makes a cube of random samples; the same seed gives the same cube.")]
public sealed class RandomCube : ISource<RandomCube.Parameters>
{
    /// <summary>What the user may choose.</summary>
    public sealed record Parameters(
        [Doc("axes and lengths, slowest first: time=366,lat=24,lon=36")] string Shape,
        [Doc("the same seed gives the same samples")] long Seed = 1,
        [Doc("how samples are spread; integer types always take integers")] RandomDistribution Distribution = RandomDistribution.Uniform,
        [Doc("the smallest value of uniform samples and integers")] double Low = 0,
        [Doc("the end of uniform samples (not included) and the largest of integers (included)")] double High = 1,
        [Doc("the mean of normal samples")] double Mean = 0,
        [Doc("the standard deviation of normal samples")] double Deviation = 1,
        [Doc("the sample type")] SampleType Type = SampleType.Float32,
        [Doc("the name of the cube")] string Name = "random",
        [Doc("the unit of the samples")] string Unit = "",
        [Doc("first and last coordinate and unit of axes: lat=-90:90 degrees_north; lon=0:350 degrees_east")] string Coordinates = "",
        [Doc("the first moment of the axis called time: 2000-01-01 or 2000-01-01T12:00:00")] string Start = "",
        [Doc("the step of the axis called time: 1 day, 6 hours, 30 minutes, 10 seconds")] string Step = "1 day",
        [Doc("the calendar of the axis called time: standard, proleptic_gregorian, noleap or 360_day")] string Calendar = "standard",
        [Doc("the wished chunk lengths: time=366,lat=4")] string Chunk = "",
        [Doc("the wished shard lengths")] string Shard = "");

    /// <inheritdoc />
    public Description Describe(Parameters parameters, Inputs inputs)
    {
        var draws = RandomDraws.Check(parameters);
        var cube = new CubeInfo(parameters.Name, RandomAxes.Make(parameters), draws) { Unit = parameters.Unit };
        return new Description(cube)
        {
            Scratch = static (_, _) => Philox.StripWords * sizeof(uint) * 2,
            NanosecondsPerSample = parameters.Distribution == RandomDistribution.Normal ? 8 : 1,
            ChunkWish = parameters.Chunk.Length == 0 ? [] : AxisNumbers.For("chunk", parameters.Chunk, cube),
            ShardWish = parameters.Shard.Length == 0 ? [] : AxisNumbers.For("shard", parameters.Shard, cube),
        };
    }

    /// <inheritdoc />
    public IMapKernel Bind(Parameters parameters, Description description) => RandomDraws.Kernel(parameters);
}
