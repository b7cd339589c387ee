using System.Globalization;
using Etalon.Cubes;

namespace Etalon.Ophidia;

/// <summary>Whether cubes go together, sample by sample.</summary>
internal static class ComparableCubes
{
    /// <summary>Refuses cubes of another type, or with dimensions that the first has not or has at another size.</summary>
    /// <exception cref="RefusalException"><c>different-cubes</c>.</exception>
    public static void Check(CubeTask task, bool mayLack = true)
    {
        var first = task.Inputs[0];
        foreach (var other in task.Inputs.Skip(1))
        {
            if (!string.Equals(first.Cube.Type, other.Cube.Type, StringComparison.Ordinal))
            {
                throw Different($"The first cube is of type {first.Cube.Type}, another of type {other.Cube.Type}", "Change the type of one with 'oph_apply' and oph_cast.");
            }

            foreach (var axis in other.Info.Axes)
            {
                var at = first.Info.Find(axis.Name);
                if (at < 0 || first.Info.Axes[at].Length != axis.Length)
                {
                    throw Different($"The dimensions are {Dimensions(first)} and {Dimensions(other)}", "All cubes need the dimensions of the first, at the same sizes.");
                }
            }

            if (!mayLack && other.Info.Rank < first.Info.Rank)
            {
                throw Different($"The dimensions are {Dimensions(first)} and {Dimensions(other)}", "All cubes need the dimensions of the first, at the same sizes.");
            }
        }
    }

    private static string Dimensions(CubeInput input) =>
        $"({string.Join(", ", input.Info.Axes.Select(static axis => string.Create(CultureInfo.InvariantCulture, $"{axis.Name} {axis.Length}")))})";

    private static RefusalException Different(string what, string help) => new("different-cubes", $"The cubes do not go together. {what}.", help);
}
