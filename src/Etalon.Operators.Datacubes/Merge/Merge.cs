namespace Etalon.Operators.Datacubes;

/// <summary>The same samples in fewer, larger shards.</summary>
[Operator("merge", "1.0.0", "cube -> cube", Doc = "Stores a cube in fewer, larger shards.", TakesHalves = true)]
public sealed class Merge : IMapOperator<Merge.Parameters>
{
    /// <summary>What the user may choose.</summary>
    /// <param name="Shards">About how many shards remain.</param>
    /// <param name="Pattern">How the cube will be read.</param>
    /// <param name="Chunk">Chunk lengths, instead of the pattern's.</param>
    public sealed record Parameters(
        [Range(1, 1_000_000), Doc("about how many shards remain")] int Shards = 1,
        [Doc("how the cube will be read; decides the chunks")] AccessPattern Pattern = AccessPattern.Neutral,
        [Doc("chunk lengths, instead of the pattern's: time=366,lat=4")] string Chunk = "");

    /// <inheritdoc />
    public Description Describe(Parameters parameters, Inputs inputs)
    {
        var (chunk, shard) = ReshardLayout.Of(inputs[0], parameters.Pattern, parameters.Chunk, "", parameters.Shards);
        return new Description(inputs[0]) { ChunkWish = chunk, ShardWish = shard, KeepsSamples = true };
    }

    /// <inheritdoc />
    public IMapKernel Bind(Parameters parameters, Inputs inputs, Description description) => new SameSamplesKernel();
}
