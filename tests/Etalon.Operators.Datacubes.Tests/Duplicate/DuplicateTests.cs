using Etalon.Cubes;

namespace Etalon.Operators.Datacubes.Tests;

public sealed class DuplicateTests
{
    [Fact]
    public void A_copy_has_the_same_bytes_for_every_sample_type()
    {
        foreach (var type in Enum.GetValues<SampleType>())
        {
            var cube = MemoryCube.Empty(RandomCubes.Info(type, 5, 7, 3), Region.Of([5, 7, 3]), 0);
            new Random((int)type).NextBytes(cube.Bytes);

            var copy = Harness.Check(new Duplicate(), new Duplicate.Parameters("other"), ("cube", cube))[0];

            Assert.True(cube.Bytes.SequenceEqual(copy.Bytes), type.Name());
            Assert.Equal(cube.Info with { Name = "other" }, copy.Info);
        }
    }
}
