using System.Collections.Immutable;
using Etalon.Cubes;

namespace Etalon.Operators.Tomography;

/// <summary>Axes of which several samples become one.</summary>
internal static class BinnedAxes
{
    /// <summary>One factor per axis of a cube; 1 for those not named.</summary>
    /// <exception cref="RefusalException">A factor is longer than its axis, or the samples have names.</exception>
    public static ImmutableArray<long> Factors(string text, CubeInfo cube)
    {
        var factors = new long[cube.Rank];
        Array.Fill(factors, 1);
        foreach (var (name, factor) in AxisNumbers.Parse("by", text))
        {
            var axis = cube.Axes[cube.IndexOf(name)];
            if (factor > axis.Length)
            {
                throw new RefusalException(
                    "bad-parameter", $"Axis '{name}' has {axis.Length} samples; {factor} of them cannot become one.", $"Choose a factor from 1 to {axis.Length}.");
            }

            if (factor > 1 && axis.Coordinates is LabelCoordinates)
            {
                throw new RefusalException("bad-parameter", $"The samples of axis '{name}' have names; there is no mean of names.", "Choose other axes.");
            }

            factors[cube.IndexOf(name)] = factor;
        }

        return factors.Length > 0
            ? [.. factors]
            : throw new RefusalException("bad-parameter", $"'{cube.Name}' is a single number.", "Choose a cube with axes.");
    }

    /// <summary>The axis of bins: each lies in the middle of its samples. What is left over at the end is left out.</summary>
    public static Axis Bin(Axis axis, long factor)
    {
        if (factor == 1)
        {
            return axis;
        }

        var length = axis.Length / factor;
        return axis with
        {
            Length = length,
            Coordinates = axis.Coordinates is { } places ? Places(places, factor, length) : null,
            Bounds = axis.HasBounds ? Ends(axis.Bounds, factor, length) : [],
        };
    }

    private static AxisCoordinates Places(AxisCoordinates coordinates, long factor, long length)
    {
        if (coordinates is RegularCoordinates regular)
        {
            return new RegularCoordinates(regular.Start + (regular.Step * (factor - 1) / 2), regular.Step * factor, length);
        }

        var means = new double[length];
        for (var i = 0L; i < length; i++)
        {
            for (var k = 0L; k < factor; k++)
            {
                means[i] += coordinates[(i * factor) + k];
            }

            means[i] /= factor;
        }

        return new ExplicitCoordinates([.. means]);
    }

    private static ImmutableArray<double> Ends(ImmutableArray<double> bounds, long factor, long length)
    {
        var ends = new double[2 * length];
        for (var i = 0L; i < length; i++)
        {
            ends[2 * i] = bounds[checked((int)(2 * i * factor))];
            ends[(2 * i) + 1] = bounds[checked((int)((2 * (((i + 1) * factor) - 1)) + 1))];
        }

        return [.. ends];
    }
}
