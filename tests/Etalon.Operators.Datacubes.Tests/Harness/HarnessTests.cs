using Etalon.Cubes;

namespace Etalon.Operators.Datacubes.Tests;

/// <summary>A harness that catches nothing is worth nothing.</summary>
public sealed class HarnessTests(Python python) : IClassFixture<Python>
{
    [Fact]
    public void Cuts_cover_a_region_exactly_once()
    {
        var region = new Region([3, 0, 5], [7, 4, 9]);
        for (var seed = 0; seed < 50; seed++)
        {
            var seen = new HashSet<(long, long, long)>();
            foreach (var piece in RandomCuts.Of(region, new Random(seed)))
            {
                for (var i = 0; i < piece.Samples; i++)
                {
                    var at = new Region([0, 0, 0], piece.Length);
                    var (x, rest) = (i % at.Length[2], i / at.Length[2]);
                    Assert.True(seen.Add((piece.Start[0] + (rest / at.Length[1]), piece.Start[1] + (rest % at.Length[1]), piece.Start[2] + x)));
                }
            }

            Assert.Equal(region.Samples, seen.Count);
        }
    }

    [Fact]
    public void A_pasted_cut_gives_the_cube_back()
    {
        var random = new Random(1);
        var cube = RandomCubes.Measured(random, RandomCubes.Info(SampleType.Int16, 5, 6, 7));
        var copy = MemoryCube.Empty(cube.Info, cube.Region, 0xFF);

        foreach (var piece in RandomCuts.Of(cube.Region, random))
        {
            copy.Paste(cube.Cut(piece));
        }

        Assert.True(cube.Bytes.SequenceEqual(copy.Bytes));
    }

    [Fact]
    public void Python_sees_the_samples()
    {
        var cube = RandomCubes.Measured(new Random(2), RandomCubes.Info(SampleType.Float32, 4, 5), missing: 0);

        var answer = python.Run("out['last'] = x[-1, ::-1]", ("x", cube));

        Assert.Equal(cube.ToDoubles()[15..].Reverse(), answer["last"]);
    }
}
