using Etalon.Cubes;

namespace Etalon.Storage.Tests;

/// <summary>Scans that a script made, and what numpy says their cubes are.</summary>
internal static class ScanFiles
{
    /// <summary>Checks that a cube has the very samples that the script wrote beside the file.</summary>
    public static void RequireSame(IDatasetReader reader, string path, string cube, string? label = null)
    {
        var expected = CubeValues.Expected($"{path}.{label ?? cube}.bin");
        Assert.NotEmpty(expected);
        Assert.Equal(expected, CubeValues.Whole(reader, cube));
    }

    /// <summary>The cube of that name.</summary>
    public static CubeInfo Cube(this IDatasetReader reader, string name) => reader.Cubes.Single(cube => string.Equals(cube.Name, name, StringComparison.Ordinal));

    /// <summary>The coordinates of an axis; null where there are none.</summary>
    public static double[]? Coordinates(this IDatasetReader reader, string cube, string axis)
    {
        var info = reader.Cube(cube);
        return info.Axes[info.IndexOf(axis)].Coordinates?.ToArray();
    }

    /// <summary>Whether a remark holds a text.</summary>
    public static bool Remarks(this IDatasetReader reader, string text) => reader.Remarks.Any(remark => remark.Contains(text, StringComparison.Ordinal));
}
