using System.Text.Json.Nodes;

namespace Etalon.Operators.Tomography.Tests;

public sealed class PhantomParameterTests
{
    [Fact]
    public void The_operator_is_found_and_takes_names_units_and_lists()
    {
        var registry = new OperatorRegistry(typeof(Phantom).Assembly);
        var given = JsonNode.Parse("""
            {"what": "flats", "object": "shepp-logan", "width": 100, "pixelSize": "0.02 mm", "attenuation": "50 m-1", "range": "6.283185307179586 rad",
             "stripes": ["full", "fluctuating"], "flatsBefore": 3, "flatsAfter": 0}
            """)!.AsObject();

        var bound = registry.Find("phantom").BindParameters(given);
        var flats = bound.Describe(Inputs.None).Outputs[0];

        Assert.Equal(OperatorKind.Source, bound.Entry.Kind);
        Assert.All(bound.Entry.Parameters.Fields, field => Assert.True(field.Doc.Length > 0, field.Name));
        Assert.Equal(new long[] { 3, 64, 100 }, flats.Shape.ToArray());
        Assert.Equal(20, flats.Axes[2].Coordinates![1], 9);
        Assert.Equal(0.5 * 0.2, flats.Attributes["true_brain"]!.Numbers[0], 9);
        Assert.Equal(360, bound.Canonical["range"]!.GetValue<double>(), 9);
        Assert.Equal("""["full","fluctuating"]""", bound.Canonical["stripes"]!.ToJsonString());
    }
}
