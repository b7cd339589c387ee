using System.Globalization;
using System.Text;
using Etalon.Cubes;

namespace Etalon.Operators;

/// <summary>Refuses a budget and says what every step needs.</summary>
internal static class BudgetTable
{
    public static RefusalException Refuse(Draft draft, PlanLimits limits)
    {
        var search = new TileSearch(draft.Graph, draft.Layouts, draft.Stored, limits);
        var text = new StringBuilder();
        var most = 0.0;
        text.Append(CultureInfo.InvariantCulture, $"{"step",-24} {"axes needed whole",-24} {"smallest tile (MB)",18}");
        foreach (var node in draft.Graph.Nodes.Where(node => !node.Description.Outputs.IsEmpty))
        {
            var need = search.SmallestNeed(node);
            most = Math.Max(most, need);
            var axes = node.Description.CoreAxes.IsEmpty ? "-" : string.Join(", ", node.Description.CoreAxes);
            text.Append('\n').Append(CultureInfo.InvariantCulture, $"{node.Id,-24} {axes,-24} {need / 1e6,18:F1}");
        }

        return new RefusalException(
            "budget-too-small",
            string.Create(CultureInfo.InvariantCulture, $"The memory budget of {limits.BudgetBytes / 1e6:F1} MB does not suffice:\n{text}"),
            string.Create(
                CultureInfo.InvariantCulture,
                $"Raise the budget to at least {Math.Ceiling(most / 1e6):F0} MB, or store the input in chunks that are longer along the axes needed whole."),
            RefusalKind.TooLarge);
    }
}
