using System.Collections.Immutable;
using System.Globalization;
using System.Text.RegularExpressions;
using Etalon.Cubes;

namespace Etalon.Operators;

/// <summary>
/// Decides before anything is planned which steps of a workflow there are: a step whose condition looks at parameters and at the presence
/// of inputs only, and does not hold, is none, and neither is what depends on it. Of several choices in a link the first that is there counts.
/// </summary>
internal sealed partial class WorkflowChoices
{
    private readonly WorkflowFile _file;
    private readonly HashSet<string> _absentInputs;
    private readonly HashSet<string> _absentSteps = new(StringComparer.Ordinal);
    private readonly List<string> _remarks = [];

    /// <summary>Decides.</summary>
    /// <param name="file">The workflow.</param>
    /// <param name="values">Its parameters.</param>
    /// <param name="given">The graph inputs that are connected; null where all are.</param>
    /// <exception cref="RefusalException"><c>missing-input</c>, <c>unknown-input</c>.</exception>
    public WorkflowChoices(WorkflowFile file, WorkflowSettings values, IReadOnlyCollection<string>? given)
    {
        _file = file;
        _absentInputs = given is null ? [] : Absent(file, given);
        Conditions = file.Nodes.ToDictionary(node => node.Id, node => Filled(node, values), StringComparer.Ordinal);
        foreach (var node in file.Nodes)
        {
            if (Conditions[node.Id] is { Length: > 0 } when && IsDecided(when, node) is false)
            {
                _absentSteps.Add(node.Id);
                _remarks.Add($"Step '{node.Id}' is left out: its condition '{node.When}' does not hold.");
            }
        }

        while (file.Nodes.FirstOrDefault(node => !_absentSteps.Contains(node.Id) && LacksStep(node)) is { } orphan)
        {
            _absentSteps.Add(orphan.Id);
            _remarks.Add($"Step '{orphan.Id}' is left out with what it depends on.");
        }
    }

    /// <summary>The conditions by step, with parameters filled in; empty where a condition has been decided.</summary>
    public Dictionary<string, string> Conditions { get; }

    /// <summary>What was left out, one sentence each.</summary>
    public ImmutableArray<string> Remarks => [.. _remarks];

    /// <summary>Whether a step is there.</summary>
    public bool Has(string step) => !_absentSteps.Contains(step);

    /// <summary>What the ports of a step are connected to; a port whose inputs are all absent is not. Numbered ports have no gaps.</summary>
    public ImmutableArray<(string Port, GraphLink Link)> Inputs(WorkflowNode node)
    {
        var connected = ImmutableArray.CreateBuilder<(string Port, GraphLink Link)>();
        var numbers = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var (port, link) in node.Inputs)
        {
            if (First(link) is not { } chosen)
            {
                continue;
            }

            var name = port.Split('[')[0];
            var number = numbers[name] = numbers.GetValueOrDefault(name, -1) + 1;
            connected.Add((port.Length > name.Length ? string.Create(CultureInfo.InvariantCulture, $"{name}[{number}]") : port, chosen));
        }

        return connected.ToImmutable();
    }

    /// <summary>The kept outputs that there are.</summary>
    /// <exception cref="RefusalException"><c>nothing-left</c>: outputs are named, and none is there.</exception>
    public ImmutableArray<(string Name, GraphLink Link)> Outputs()
    {
        ImmutableArray<(string Name, GraphLink Link)> kept =
            [.. _file.Outputs.Select(output => (output.Name, Link: First(output.Link))).Where(output => output.Link is not null).Select(output => (output.Name, output.Link!))];
        return kept.IsEmpty && !_file.Outputs.IsEmpty
            ? throw new RefusalException(
                "nothing-left", $"With these parameters and inputs the workflow has no output: {string.Join(' ', _remarks)}", "Change the parameters that conditions look at.")
            : kept;
    }

    private static HashSet<string> Absent(WorkflowFile file, IReadOnlyCollection<string> given)
    {
        var declared = file.Inputs.SelectMany(input => input.GraphInputs).ToArray();
        if (given.FirstOrDefault(name => !Array.Exists(declared, input => string.Equals(input.Name, name, StringComparison.Ordinal))) is { } strange)
        {
            throw Refusal.Unknown("input", strange, declared.Select(input => input.Name));
        }

        var absent = declared.Where(input => !given.Contains(input.Name, StringComparer.Ordinal)).ToArray();
        if (Array.Find(absent, input => !input.IsOptional) is { Name: not null } missing)
        {
            var input = file.Inputs.First(candidate => candidate.GraphInputs.Any(name => string.Equals(name.Name, missing.Name, StringComparison.Ordinal)));
            throw new RefusalException(
                "missing-input", $"Input '{missing.Name}' of the workflow is not connected{(input.Doc.Length > 0 ? $": {input.Doc}" : "")}.",
                $"Connect it with --input {input.Name}=ID.");
        }

        return [.. absent.Select(input => input.Name)];
    }

    /// <summary>Parameters as written, yes and no as 1 and 0, inputs as 1 or 0 for there or not.</summary>
    private string Filled(WorkflowNode node, WorkflowSettings values)
    {
        if (node.When.Length == 0)
        {
            return "";
        }

        var text = values.FillCondition(node.When);
        return InputName().Replace(text, match =>
        {
            var name = match.Groups["name"].Value;
            var known = _file.Inputs.SelectMany(input => input.GraphInputs).Any(input => string.Equals(input.Name, name, StringComparison.Ordinal));
            return known
                ? _absentInputs.Contains(name) ? "0" : "1"
                : throw Refusal.Unknown("input", name, _file.Inputs.SelectMany(input => input.GraphInputs).Select(input => input.Name));
        });
    }

    /// <summary>Null where the condition looks at results, so that only the run can tell.</summary>
    private bool? IsDecided(string when, WorkflowNode node)
    {
        var condition = Condition.Parse(when);
        if (!condition.References.IsEmpty)
        {
            return null;
        }

        Conditions[node.Id] = "";
        return condition.Evaluate(static _ => double.NaN);
    }

    private bool LacksStep(WorkflowNode node) =>
        node.Inputs.Any(input => !input.Link.IsOptional && First(input.Link) is null && input.Link.Choices.Any(choice => choice.Node.Length > 0))
        || (Conditions[node.Id] is { Length: > 0 } when && Condition.Parse(when).References.Any(reference => _absentSteps.Contains(reference.Node)));

    private GraphLink? First(WorkflowLink link) =>
        link.Choices.FirstOrDefault(choice => choice.Node.Length > 0 ? !_absentSteps.Contains(choice.Node) : !_absentInputs.Contains(choice.Port));

    [GeneratedRegex(@"\$(?<name>[A-Za-z_][\w/-]*)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex InputName();
}
