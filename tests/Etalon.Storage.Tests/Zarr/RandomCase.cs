using Etalon.Cubes;
using FsCheck;
using FsCheck.Fluent;

namespace Etalon.Storage.Tests;

/// <summary>A random cube with a random layout and a random region in it.</summary>
public sealed record RandomCase(CubeInfo Cube, CubeLayout Layout, Region Region, byte[] Samples)
{
    /// <summary>Cases of rank 0 to 4; every second one has stretches of nothing but fill values.</summary>
    public static Arbitrary<RandomCase> Any(params ChunkCodec[] codecs) => Gen.Choose(0, int.MaxValue).Select(seed => Make(new Random(seed), codecs)).ToArbitrary();

    public override string ToString() =>
        $"{Cube.Type.Name()} [{string.Join(",", Cube.Shape)}] chunk [{string.Join(",", Layout.Chunk)}] shard [{string.Join(",", Layout.Shard)}] {Layout.Codec} {Region}";

    private static RandomCase Make(Random random, ChunkCodec[] codecs)
    {
        var rank = random.Next(0, 5);
        var most = rank switch { 0 or 1 => 400, 2 => 60, 3 => 20, _ => 9 };
        var shape = Enumerable.Range(0, rank).Select(_ => (long)random.Next(1, most)).ToArray();
        var chunk = shape.Select(length => (long)random.Next(1, (int)length + 3)).ToArray();
        var shard = chunk.Select(length => length * random.Next(1, 4)).ToArray();
        var start = shape.Select(length => (long)random.Next(0, (int)length)).ToArray();
        var count = shape.Select((length, axis) => (long)random.Next(1, (int)(length - start[axis]) + 1)).ToArray();
        var type = (SampleType)random.Next(Enum.GetValues<SampleType>().Length);
        var cube = new CubeInfo("data", [.. shape.Select((length, axis) => new Axis($"a{axis}", length))], type)
        {
            Missing = type.IsInteger() && random.Next(2) == 0 ? 7 : null,
        };
        var samples = new byte[cube.Bytes];
        if (random.Next(2) == 0)
        {
            random.NextBytes(samples);
        }
        else
        {
            // Few distinct bytes compress, and whole chunks of missing samples occur.
            var from = random.Next(samples.Length);
            for (var i = from; i < samples.Length; i++)
            {
                samples[i] = (byte)random.Next(3);
            }
        }

        return new RandomCase(
            cube, new CubeLayout([.. chunk], [.. shard], codecs[random.Next(codecs.Length)]), new Region([.. start], [.. count]), samples);
    }
}
