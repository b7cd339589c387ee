using System.Globalization;
using System.Text.Json.Nodes;

namespace Etalon.Ophidia;

/// <summary><c>oph_permute</c>: another order of the implicit dimensions.</summary>
public sealed class PermuteTranslation() : SingleCube(CubeManuals.Permute)
{
    /// <inheritdoc />
    public override OphidiaCube Draft(CubeTask task)
    {
        ArgumentNullException.ThrowIfNull(task);
        var arrays = task.Cube.Implicit.Where(static dimension => !dimension.IsReduced).ToArray();
        var places = task.Arguments["dim_pos"].Split([',', '|'], StringSplitOptions.TrimEntries)
            .Select(static text => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var place) ? place : 0).ToArray();
        if (!places.Order().SequenceEqual(Enumerable.Range(1, arrays.Length)))
        {
            throw task.Arguments.Bad(
                "dim_pos", $"is '{task.Arguments["dim_pos"]}'; it names each place from 1 to {arrays.Length.ToString(CultureInfo.InvariantCulture)} once, for {string.Join(", ", arrays.Select(static dimension => dimension.Name))}");
        }

        var permuted = places.Select(place => arrays[place - 1]).ToArray();
        var rows = task.Cube.Explicit.ToArray();
        var order = string.Join(',', rows.Where(static dimension => !dimension.IsReduced).Concat(permuted).Select(static dimension => dimension.Name));
        var step = CubeStep.Of("transpose", task.Cube.Recipe, new JsonObject { ["order"] = order });
        return task.Draft(step) with { Dimensions = [.. rows, .. permuted, .. task.Cube.Implicit.Where(static dimension => dimension.IsReduced)] };
    }
}
