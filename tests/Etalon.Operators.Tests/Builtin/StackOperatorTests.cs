using Etalon.Cubes;

namespace Etalon.Operators.Tests;

public sealed unsafe class StackOperatorTests
{
    [Fact]
    public void A_region_of_the_stack_takes_its_samples_from_the_cubes_it_touches()
    {
        var cube = Given.Cube(("x", 3));
        var inputs = Inputs.Of([.. Enumerable.Range(0, 6).Select(i => ($"cubes[{i}]", cube))]);
        var stack = Given.Registry.Find(StackOperator.Name).BindParameters(new()
        {
            ["axes"] = """[{"name":"a","labels":["u","v"]},{"name":"b","labels":["1","2","4"]}]""",
        });
        var description = stack.Describe(inputs);
        var region = new Region([0, 1, 1], [2, 2, 2]);
        var needs = RegionDemand.For(description, inputs, region);
        using var pool = new BufferPool(1 << 20);
        using var target = pool.Rent(8 * sizeof(float));
        var buffers = new NativeBuffer[6];
        var blocks = new Block[6];
        for (var i = 0; i < 6; i++)
        {
            buffers[i] = pool.Rent(2 * sizeof(float));
            if (needs[i] is { } need)
            {
                blocks[i] = new Block(cube, need, buffers[i].Pointer);
                blocks[i].As<float>()[0] = (10 * i) + 1;
                blocks[i].As<float>()[1] = (10 * i) + 2;
            }
        }

        using var kernel = stack.BindMap(inputs, description);
        var output = new Block(description.Outputs[0], region, target.Pointer);
        kernel.Run(blocks, [output], CancellationToken.None);

        Assert.Equal([11, 12, 21, 22, 41, 42, 51, 52], output.As<float>().ToArray());
        Assert.Null(needs[0]);
        Assert.Null(needs[3]);
        foreach (var buffer in buffers)
        {
            buffer.Dispose();
        }
    }
}
