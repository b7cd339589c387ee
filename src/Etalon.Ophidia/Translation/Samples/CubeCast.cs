using System.Text.Json.Nodes;
using Etalon.Cubes;

namespace Etalon.Ophidia;

/// <summary>Results come back to the type of the measure: fractions of integers are cut off.</summary>
internal static class CubeCast
{
    /// <summary>The recipe with samples of that type.</summary>
    public static CubeRecipe To(CubeRecipe recipe, SampleType type, Int128? missing)
    {
        var settings = new JsonObject { ["type"] = type.Name(), ["rounding"] = "truncate" };
        if (missing is { } number)
        {
            settings["missing"] = (long)number;
        }

        return CubeStep.Of("cast", recipe, settings);
    }
}
