using System.Text.Json;

namespace Etalon.Cubes.Tests;

public sealed class CubeInfoJsonTests
{
    private static readonly CubeInfo Cube = new(
        "tas",
        [
            new Axis("time", 3)
            {
                Unit = "days since 2000-01-01",
                Calendar = "noleap",
                Coordinates = new RegularCoordinates(0.1, 0.2, 3),
                Bounds = [0, 0.2, 0.2, 0.4, 0.4, 0.6],
            },
            new Axis("lat", 4) { Unit = "degrees_north", Coordinates = AxisCoordinates.From([-0.0, 1.0 / 3, double.NaN, double.NegativeInfinity]) },
            new Axis("station", 2) { Coordinates = new LabelCoordinates(["Ålesund", "\"quoted\"\n"]) },
            new Axis("x", 7) { Attributes = AttributeSet.Empty.With("long_name", "bare") },
        ],
        SampleType.Int16)
    {
        Unit = "K",
        Missing = -32768,
        Attributes = AttributeSet.Empty.With("history", "made").With("range", AttributeValue.Of(SampleType.Float32, 1, double.NaN, double.PositiveInfinity)),
    };

    [Fact]
    public void A_description_survives_writing_and_reading()
    {
        var read = CubeInfoJson.Parse(CubeInfoJson.ToText(Cube));

        Assert.Equal(Cube, read);
        Assert.Equal(Cube, CubeInfoJson.FromJson(CubeInfoJson.ToJson(Cube)));
        Assert.Equal(
            BitConverter.DoubleToInt64Bits(-0.0), BitConverter.DoubleToInt64Bits(read.Axes[1].Coordinates![0]));
    }

    [Fact]
    public void The_text_is_canonical()
    {
        var text = CubeInfoJson.ToText(Cube);

        Assert.Equal(text, CubeInfoJson.ToText(CubeInfoJson.Parse(text)));
        Assert.StartsWith("{\"name\":\"tas\",\"type\":\"int16\",\"unit\":\"K\",\"missing\":-32768,\"axes\":[{\"name\":\"time\",\"length\":3,", text, StringComparison.Ordinal);
        Assert.Contains("\"values\":[-0,0.3333333333333333,\"NaN\",\"-Infinity\"]", text, StringComparison.Ordinal);
        Assert.EndsWith("\"attributes\":{\"history\":\"made\",\"range\":{\"type\":\"float32\",\"values\":[1,\"NaN\",\"Infinity\"]}}}", text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_scalar_and_the_largest_missing_value_survive()
    {
        var cube = new CubeInfo("n", [], SampleType.UInt64) { Missing = ulong.MaxValue };

        Assert.Equal(cube, CubeInfoJson.Parse(CubeInfoJson.ToText(cube)));
        Assert.Contains("\"missing\":\"18446744073709551615\"", CubeInfoJson.ToText(cube), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("[]")]
    [InlineData("{")]
    [InlineData("{\"name\":\"a\",\"type\":\"int8\"}")]
    [InlineData("{\"name\":null,\"type\":\"int8\",\"axes\":[]}")]
    [InlineData("{\"name\":\"a\",\"type\":\"int8\",\"axes\":[{\"name\":\"x\",\"length\":2,\"coordinates\":{\"values\":[1]}}]}")]
    [InlineData("{\"name\":\"a\",\"type\":\"int8\",\"axes\":[{\"name\":\"x\",\"length\":2,\"bounds\":[1]}]}")]
    [InlineData("{\"name\":\"a\",\"type\":\"int8\",\"axes\":[{\"name\":\"x\",\"length\":0}]}")]
    [InlineData("{\"name\":\"a\",\"type\":\"int8\",\"axes\":[{\"name\":\"x\",\"length\":1,\"coordinates\":{\"values\":[\"nan\"]}}]}")]
    public void A_wrong_description_is_refused(string text)
    {
        Assert.Equal("bad-cube-json", Assert.Throws<RefusalException>(() => CubeInfoJson.Parse(text)).Code);
    }

    [Fact]
    public void An_element_of_a_larger_document_can_be_read()
    {
        using var document = JsonDocument.Parse($"{{\"cube\":{CubeInfoJson.ToText(Cube)}}}");

        Assert.Equal(Cube, CubeInfoJson.Read(document.RootElement.GetProperty("cube")));
        Assert.Equal("made", (string?)CubeInfoJson.ToJson(Cube.Attributes)["history"]);
    }
}
