namespace Etalon.Operators.Tomography.Tests;

/// <summary>
/// What a detector shows a short way behind a homogeneous sphere, by the transport-of-intensity equation: pixel means of
/// C - L² ∇²C with C = exp(-μ 2√(R² - r²)). Means of the Laplacian are what flows out of a pixel, ∮ ∂C/∂n, integrated along its edges.
/// </summary>
internal sealed class PropagatedSphere(int size, double radius, double attenuation, double lengthSquared)
{
    private readonly double _middle = size / 2.0;

    /// <summary>-ln C in the middle of a pixel.</summary>
    public double Projected(int row, int column)
    {
        var square = Square(row + 0.5, column + 0.5);
        return square < radius * radius ? 2 * attenuation * Math.Sqrt((radius * radius) - square) : 0;
    }

    /// <summary>How far the middle of a pixel is from the middle of the sphere.</summary>
    public double Distance(int row, int column) => Math.Sqrt(Square(row + 0.5, column + 0.5));

    /// <summary>The intensity in each pixel, row by row.</summary>
    public double[] Intensity()
    {
        var intensity = new double[size * size];
        for (var row = 0; row < size; row++)
        {
            for (var column = 0; column < size; column++)
            {
                var flow = Across(row, column, isVertical: true, 1) - Across(row, column, isVertical: true, 0)
                    + Across(row, column, isVertical: false, 1) - Across(row, column, isVertical: false, 0);
                intensity[(row * size) + column] = Mean(row, column) - (lengthSquared * flow);
            }
        }

        return intensity;
    }

    private double Square(double y, double x) => ((y - _middle) * (y - _middle)) + ((x - _middle) * (x - _middle));

    private double Contact(double square) => square < radius * radius ? Math.Exp(-2 * attenuation * Math.Sqrt((radius * radius) - square)) : 1;

    private double Mean(int row, int column)
    {
        var steps = Steps(row, column) / 4;
        var sum = 0.0;
        for (var i = 0; i < steps * steps; i++)
        {
            sum += Contact(Square(row + (((i / steps) + 0.5) / steps), column + (((i % steps) + 0.5) / steps)));
        }

        return sum / (steps * steps);
    }

    /// <summary>What flows through an edge of a pixel; the same numbers for both pixels it parts, so that nothing is lost.</summary>
    private double Across(int row, int column, bool isVertical, int side)
    {
        var steps = 400;
        var sum = 0.0;
        for (var i = 0; i < steps; i++)
        {
            var along = (i + 0.5) / steps;
            var (y, x) = isVertical ? (row + along, column + (double)side) : (row + (double)side, column + along);
            var square = Square(y, x);
            if (square < radius * radius)
            {
                // dC/dr n·r/r = C 2μ r/√(R² - r²) n·r/r
                sum += Contact(square) * 2 * attenuation * ((isVertical ? x : y) - _middle) / Math.Sqrt((radius * radius) - square);
            }
        }

        return sum / steps;
    }

    private int Steps(int row, int column) => Math.Abs(Distance(row, column) - radius) < 2 ? 80 : 16;
}
