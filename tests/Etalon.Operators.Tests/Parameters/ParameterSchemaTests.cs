using System.Text.Json.Nodes;
using Etalon.Cubes;

namespace Etalon.Operators.Tests;

public sealed class ParameterSchemaTests
{
    private static readonly ParameterSchema Schema = ParameterSchema.For(typeof(Everything));

    [Fact]
    public void Defaults_fill_what_is_not_given_and_the_canonical_form_has_everything()
    {
        var (record, canonical) = Schema.Bind(Json("""{"needed":7}"""));

        var bound = Assert.IsType<Everything>(record);
        Assert.Equal(102, bound.PixelSize);
        Assert.Equal(Mode.LinearSpline, bound.Mode);
        Assert.Empty(bound.Axes);
        Assert.Equal([0.5, 1], bound.Times);
        Assert.Equal(1L << 60, bound.Big);
        Assert.Equal(
            """{"pixelSize":102,"count":4,"quick":false,"title":"plain","mode":"linear-spline","type":"uint16","axes":[],"limit":null,"note":null,"times":[0.5,1],"tuning":{"steps":10,"damping":0.5},"options":{},"big":1152921504606846976,"single":0.1,"needed":7}""",
            canonical.ToJsonString());
    }

    [Fact]
    public void Texts_of_a_command_line_mean_the_same_as_json()
    {
        var text = Json("""
            {"needed":"7","pixel-size":"0.2 um","count":"12","quick":"true","mode":"nearest","type":"float32","axes":"y,x",
             "limit":"1e3","times":"[1, 2]","tuning":"{\"steps\":3}","options":"{\"deflate\":4}","big":"9223372036854775807"}
            """);
        var json = Json("""
            {"needed":7,"pixelSize":200,"count":12,"quick":true,"mode":"nearest","type":"float32","axes":["y","x"],
             "limit":1000,"times":[1,2],"tuning":{"steps":3},"options":{"deflate":"4"},"big":9223372036854775807}
            """);

        Assert.Equal(Schema.Bind(json).Canonical.ToJsonString(), Schema.Bind(text).Canonical.ToJsonString());
        Assert.Equal(long.MaxValue, ((Everything)Schema.Bind(text).Record).Big);
    }

    [Fact]
    public void The_canonical_form_binds_to_itself()
    {
        var canonical = Schema.Bind(Json("""{"needed":1,"note":"x","axes":"a,b","single":"0.25"}""")).Canonical;

        Assert.Equal(canonical.ToJsonString(), Schema.Bind(canonical).Canonical.ToJsonString());
    }

    [Theory]
    [InlineData("""{"needed":1,"pixelsise":3}""", "unknown-parameter", "pixelSize")]
    [InlineData("""{"needed":1,"tuning":{"step":3}}""", "unknown-parameter", "tuning.steps")]
    [InlineData("""{"needed":1,"pixelSize":0}""", "bad-parameter", "1 to 1000 nm")]
    [InlineData("""{"needed":1,"pixelSize":"2 um "}""", "bad-parameter", "2000 nm")]
    [InlineData("""{"needed":1,"pixelSize":"2 s"}""", "wrong-unit", "'nm'")]
    [InlineData("""{"needed":1,"count":"3 m"}""", "wrong-unit", "no unit")]
    [InlineData("""{"needed":1,"mode":"nearst"}""", "bad-parameter", "nearest, linear-spline")]
    [InlineData("""{"needed":1,"count":2.5}""", "bad-parameter", "whole number")]
    [InlineData("""{"needed":1,"count":3000000000}""", "bad-parameter", "Int32")]
    [InlineData("""{"needed":1,"times":[1,11]}""", "bad-parameter", "times[1]")]
    [InlineData("""{"needed":1,"quick":"perhaps"}""", "bad-parameter", "true or false")]
    [InlineData("""{"needed":1,"title":null}""", "bad-parameter", "null")]
    [InlineData("""{"needed":1,"count":"NaN"}""", "bad-parameter", "number")]
    [InlineData("{}", "missing-parameter", "needed")]
    [InlineData("""{"needed":1,"Needed":2}""", "bad-parameter", "twice")]
    public void What_is_wrong_is_refused_with_what_is_allowed(string given, string code, string says)
    {
        var refusal = Assert.Throws<RefusalException>(() => Schema.Bind(Json(given)));

        Assert.Equal(code, refusal.Code);
        Assert.Contains(says, refusal.Message + refusal.Help, StringComparison.Ordinal);
    }

    [Fact]
    public void The_schema_says_what_the_record_says()
    {
        var schema = Schema.ToJson();

        var pixel = schema["properties"]!["pixelSize"]!;
        Assert.Equal(
            """{"type":"number","title":"pixel size","minimum":1,"maximum":1000,"description":"camera pixel in the sample plane","x-unit":"nm","default":102}""",
            pixel.ToJsonString());
        Assert.Equal("""["nearest","linear-spline"]""", schema["properties"]!["mode"]!["enum"]!.ToJsonString());
        Assert.Equal("""["number","null"]""", schema["properties"]!["limit"]!["type"]!.ToJsonString());
        Assert.Equal("""{"type":"number","minimum":0,"maximum":10,"x-unit":"s"}""", schema["properties"]!["times"]!["items"]!.ToJsonString());
        Assert.Equal("object", schema["properties"]!["tuning"]!["type"]!.GetValue<string>());
        Assert.Equal("""["needed"]""", schema["required"]!.ToJsonString());
    }

    private static JsonObject Json(string text) => JsonNode.Parse(text)!.AsObject();
}
