using Etalon.Operators.Datacubes.Tests;

namespace Etalon.Operators.Tomography.Tests;

public sealed unsafe class RowGapsTests(Python python) : IClassFixture<Python>
{
    [Fact]
    public void Gaps_become_straight_lines_and_ends_the_nearest_sample_as_with_numpy()
    {
        var random = new Random(2);
        for (var trial = 0; trial < 60; trial++)
        {
            var cube = RandomCubes.Measured(random, RandomCubes.Info(Cubes.SampleType.Float32, random.Next(1, 90)), missing: trial % 3 == 0 ? 0.9 : 0.2);
            var row = cube.As<float>().ToArray();

            var any = RowGaps.Bridge((float*)cube.Pointer, row.Length);

            var before = MemoryCube.Of<float>(cube.Info, row);
            var expected = python.Run(
                "g = np.flatnonzero(~np.isnan(v)); out['r'] = np.interp(np.arange(v.size), g, v[g]) if g.size else v", ("v", before))["r"];
            Assert.Equal(row.Any(sample => !float.IsNaN(sample)), any);
            Assert.All(expected.Zip(cube.ToDoubles()), pair => Assert.Equal(pair.First, pair.Second, 1e-4));
        }
    }
}
