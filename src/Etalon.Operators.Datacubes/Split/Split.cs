namespace Etalon.Operators.Datacubes;

/// <summary>The same samples in more, smaller shards, or in chunks and shards as written.</summary>
[Operator("split", "1.0.0", "cube -> cube", Doc = "Stores a cube in more, smaller shards, or in chunks and shards as written.", TakesHalves = true)]
public sealed class Split : IMapOperator<Split.Parameters>
{
    /// <summary>What the user may choose.</summary>
    /// <param name="Shards">About how many shards there shall be; 0 leaves it to the layout.</param>
    /// <param name="Pattern">How the cube will be read.</param>
    /// <param name="Chunk">Chunk lengths, instead of the pattern's.</param>
    /// <param name="Shard">Shard lengths, instead of a number.</param>
    public sealed record Parameters(
        [Range(0, 1_000_000), Doc("about how many shards there shall be; 0 leaves it to the layout")] int Shards = 0,
        [Doc("how the cube will be read; decides the chunks")] AccessPattern Pattern = AccessPattern.Neutral,
        [Doc("chunk lengths, instead of the pattern's: time=366,lat=4")] string Chunk = "",
        [Doc("shard lengths, instead of a number of shards")] string Shard = "");

    /// <inheritdoc />
    public Description Describe(Parameters parameters, Inputs inputs)
    {
        var (chunk, shard) = ReshardLayout.Of(inputs[0], parameters.Pattern, parameters.Chunk, parameters.Shard, parameters.Shards);
        return new Description(inputs[0]) { ChunkWish = chunk, ShardWish = shard, KeepsSamples = true };
    }

    /// <inheritdoc />
    public IMapKernel Bind(Parameters parameters, Inputs inputs, Description description) => new SameSamplesKernel();
}
