namespace Etalon.Operators.Datacubes.Tests;

public sealed class SelectionPrimitiveTests(Python python) : IClassFixture<Python>
{
    [Theory]
    [InlineData("oph_get_subarray(measure,3,7)", "x[:, 2:9]")]
    [InlineData("oph_subarray(measure,3)", "x[:, 2:]")]
    [InlineData("oph_get_subarray2(measure,'1:2:8,30:33,end')", "x[:, [0, 2, 4, 6, 29, 30, 31, 32, 47]]")]
    [InlineData("oph_get_subarray2(measure,'2',6,4)", "x.reshape(12, 2, 4, 6)[:, :, 1]")]
    [InlineData("oph_get_subarray3(measure,'2:3',6,4,'1,6',1,6)", "x.reshape(12, 2, 4, 6)[:, :, 1:3][:, :, :, [0, 5]]")]
    [InlineData("oph_extract(measure,oph_to_bin('','OPH_LONG','3,1,48'))", "x[:, [2, 0, 47]]")]
    [InlineData("oph_extract(measure,oph_get_index_array('','OPH_LONG',10,2,-4))", "x[:, [9, 5, 1]]")]
    [InlineData("measure", "x")]
    public void Elements_chosen_agree_with_numpy(string query, string expected) => ApplyCase.AgreesWithNumpy(python, query, expected);

    [Fact]
    public void Coordinates_are_an_array_of_the_row()
    {
        var info = RandomCubes.Info(Cubes.SampleType.Float64, 3) with { Axes = [new Cubes.Axis("time", 3) { Coordinates = new Cubes.RegularCoordinates(10, 5, 3) }] };
        var cube = MemoryCube.Of(info, [1.0, 2, 3]);

        Assert.Equal([10.0, 30, 60], ApplyCase.Run("oph_mul_array(measure,dimension)", cube).As<double>());
    }
}
