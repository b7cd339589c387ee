using Etalon.Cubes;

namespace Etalon.Pictures.Tests;

/// <summary>Slices for tests.</summary>
internal static class Slices
{
    /// <summary>An axis with evenly spaced coordinates.</summary>
    public static Axis Axis(string name, long length, double start, double step, string unit) =>
        new(name, length) { Unit = unit, Coordinates = new RegularCoordinates(start, step, length) };

    /// <summary>Draws rows of numbers.</summary>
    public static Picture Draw(double[,] rows, Axis vertical, Axis horizontal, PictureOptions options, string unit = "cm-1")
    {
        var cube = new CubeInfo("volume", [vertical, horizontal], SampleType.Float64) { Unit = unit };
        var image = new ImagePicture(SliceAxes.Of(cube), options);
        var means = new PixelMeans(image.Rows, image.Columns, image.Height, image.Width);
        means.Add(0, rows.Cast<double>().ToArray());
        return image.Draw(means, "y = 3 mm");
    }

    /// <summary>Numbers of a place.</summary>
    public static double[,] Numbers(int rows, int columns, Func<int, int, double> value)
    {
        var numbers = new double[rows, columns];
        for (var row = 0; row < rows; row++)
        {
            for (var column = 0; column < columns; column++)
            {
                numbers[row, column] = value(row, column);
            }
        }

        return numbers;
    }
}
