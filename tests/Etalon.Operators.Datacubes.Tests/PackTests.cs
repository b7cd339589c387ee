using System.Text.Json.Nodes;
using Etalon.Cubes;

namespace Etalon.Operators.Datacubes.Tests;

public sealed class PackTests
{
    [Theory]
    [InlineData("subset", """{"select": "a=index:0:1", "axes": {"b": "index:2"}, "drop": true}""")]
    [InlineData("calculate", """{"expression": "x * 2", "names": ["x"], "unit": "m"}""")]
    [InlineData("combine", """{"method": "argmax"}""")]
    [InlineData("concatenate", """{"axis": "member", "labels": ["one"]}""")]
    [InlineData("merge", """{"shards": 3, "pattern": "series"}""")]
    [InlineData("split", """{"chunk": "a=1"}""")]
    [InlineData("transpose", """{"order": "b,a"}""")]
    [InlineData("cast", """{"type": "int16", "scale": 0.5, "outside": "clip"}""")]
    [InlineData("convert-units", """{"unit": "m", "from": "km"}""")]
    [InlineData("duplicate", """{}""")]
    [InlineData("set-coordinates", """{"axis": "b", "values": [1.0, 2.5, 4.0], "axisUnit": "days since 2000-01-01"}""")]
    [InlineData("random", """{"shape": "time=3,lat=2", "distribution": "normal"}""")]
    [InlineData("import", """{"path": "x.nc", "cubes": ["tas"]}""")]
    [InlineData("export", """{"path": "x.nc", "format": "zarr", "options": {"codec": "zstd"}}""")]
    [InlineData("publish", """{"path": "pages", "rows": 1, "content": "metadata", "notes": {"seen": "yes"}}""")]
    [InlineData("program", """{"program": "cdo", "arguments": ["-timmean", "{in:cubes[0]}", "{made}"], "made": "/x/mean.nc", "reads": ["/x/a.nc"], "environment": {"A": "b"}}""")]
    [InlineData("delete", """{"reason": "superseded"}""")]
    public void Every_operator_is_found_and_takes_its_parameters_by_name(string name, string parameters)
    {
        var registry = new OperatorRegistry(typeof(Calculate).Assembly);
        var given = JsonNode.Parse(parameters)!.AsObject();

        var bound = registry.Find(name).BindParameters(given.DeepClone().AsObject());

        Assert.Empty(registry.Problems);
        Assert.All(given, pair => Assert.True(JsonNode.DeepEquals(pair.Value, bound.Canonical[pair.Key]), $"{pair.Key}: {bound.Canonical.ToJsonString()}"));
        Assert.NotEmpty(bound.Entry.Doc);
        if (bound.Entry.Kind == OperatorKind.Map)
        {
            var cube = RandomCubes.Info(SampleType.Float32, 2, 3);
            var inputs = name is "combine" ? Inputs.Of(("cubes[0]", cube), ("cubes[1]", cube)) : Inputs.Of((name is "calculate" or "concatenate" ? "cubes[0]" : "cube", cube));
            Assert.NotEmpty(bound.Describe(inputs).Outputs);
        }
    }
}
