using System.Globalization;
using Etalon.Cubes;

namespace Etalon.Operators.Datacubes;

/// <summary>Names a sample in a message: <c>time=3, lat=0</c>.</summary>
internal static class SampleText
{
    /// <summary>The index of a sample of a block, along every axis of its cube.</summary>
    public static string At(CubeInfo cube, Region region, long sample)
    {
        if (cube.Rank == 0)
        {
            return "its only sample";
        }

        var parts = new string[cube.Rank];
        for (var i = cube.Rank - 1; i >= 0; i--)
        {
            var index = region.Start[i] + (sample % region.Length[i]);
            parts[i] = string.Create(CultureInfo.InvariantCulture, $"{cube.Axes[i].Name}={index}");
            sample /= region.Length[i];
        }

        return string.Join(", ", parts);
    }
}
