using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;

namespace Etalon.Operators.Tomography.Tests;

/// <summary>Writes the reference page of operators from what they say of themselves.</summary>
internal sealed class OperatorReference(OperatorRegistry registry, string root)
{
    private const string Head = """
        # Operators

        `etalon operator list` shows what is installed, plug-ins included; `etalon operator show NAME` shows one of them. This page holds
        the operators that come with Etalon. It is made from their own declarations:
        `ETALON_REFRESH=operators dotnet test tests/Etalon.Operators.Tomography.Tests --filter OperatorReferenceTests` writes it anew.

        Missing samples are NaN in floats and the cube's missing value in integers; they are left out everywhere. Units are checked along
        the graph. Results are the same bits for any chunking and any number of workers. In signatures `cubes*` takes any number of cubes,
        `mask?` may be left out, and `cube($axes)` is folded or looked at along the axes that the parameter `axes` names. Parameters with a
        unit take any unit that converts to it.

        """;

    private readonly Dictionary<string, string> _pages = Directory
        .EnumerateDirectories(Path.Combine(root, "src"), "Etalon.Operators.*")
        .SelectMany(pack => Directory.EnumerateFiles(pack, "*.md", SearchOption.AllDirectories))
        .ToDictionary(file => File.ReadLines(file).First()[2..].Trim(), file => Path.GetRelativePath(root, file), StringComparer.Ordinal);

    /// <summary>The whole page.</summary>
    public string Page()
    {
        var page = new StringBuilder(Head.ReplaceLineEndings("\n")).Append('\n');
        page.Append("| operator | kind | what it does |\n|---|---|---|\n");
        foreach (var entry in registry.All)
        {
            page.Append(CultureInfo.InvariantCulture, $"| [{entry.Name}](#{entry.Name}) | {Lower(entry.Kind)} | {Cell(entry.Doc)} |\n");
        }

        foreach (var entry in registry.All)
        {
            Section(page, entry);
        }

        return page.ToString();
    }

    private void Section(StringBuilder page, OperatorEntry entry)
    {
        page.Append(CultureInfo.InvariantCulture, $"\n## {entry.Name}\n\n{entry.Doc} Version {entry.Version}, {Lower(entry.Kind)}.");
        if (_pages.TryGetValue(entry.Name, out var file))
        {
            page.Append(CultureInfo.InvariantCulture, $" Formula, cost and limits: [{Path.GetFileName(file)}](../../{file}).");
        }

        page.Append(CultureInfo.InvariantCulture, $"\n\n`{entry.Signature}`\n");
        if (!entry.Parameters.Fields.IsEmpty)
        {
            page.Append("\n| parameter | takes | default | meaning |\n|---|---|---|---|\n");
            Rows(page, entry.Parameters, "");
        }
    }

    private static void Rows(StringBuilder page, ParameterSchema schema, string prefix)
    {
        foreach (var field in schema.Fields)
        {
            page.Append(CultureInfo.InvariantCulture, $"| `{prefix}{field.Name}` | {Cell(Takes(field))} | {Cell(Default(field))} | {Cell(field.Doc)} |\n");
            if (field.Nested is { } nested)
            {
                Rows(page, nested, $"{prefix}{field.Name}.");
            }
        }
    }

    private static string Takes(ParameterField field)
    {
        var kind = field.Kind switch
        {
            ParameterKind.Boolean => "true or false",
            ParameterKind.Integer => "whole number",
            ParameterKind.Number => "number",
            ParameterKind.Text => "text",
            ParameterKind.Choice => string.Join(", ", field.Choices.Select(choice => $"`{choice}`")),
            ParameterKind.List => $"list: {Takes(field.Item!)}",
            ParameterKind.Map => "texts by name",
            _ => "record",
        };
        var unit = field.Unit.Length > 0 ? $" in {field.Unit}" : "";
        return kind + unit + Limits(field);
    }

    private static string Limits(ParameterField field) => (Bound(field.Minimum), Bound(field.Maximum)) switch
    {
        ({ } low, { } high) => $" from {low} to {high}",
        ({ } low, null) => $" from {low}",
        (null, { } high) => $" to {high}",
        _ => "",
    };

    private static string? Bound(double? value) =>
        value is { } number && double.IsFinite(number) ? number.ToString("R", CultureInfo.InvariantCulture) : null;

    private static string Default(ParameterField field) => field.Default switch
    {
        _ when field.IsRequired => "must be given",
        null or JsonArray { Count: 0 } or JsonObject { Count: 0 } => "none",
        JsonValue value when value.TryGetValue<string>(out var text) => text.Length == 0 ? "empty" : $"`{text}`",
        var other => $"`{other.ToJsonString()}`",
    };

    private static string Cell(string text) => text.Replace("|", "\\|", StringComparison.Ordinal);

    private static string Lower(OperatorKind kind) => string.Concat(
        kind.ToString().Select((c, i) => i > 0 && char.IsUpper(c) ? $" {char.ToLowerInvariant(c)}" : $"{char.ToLowerInvariant(c)}"));
}
