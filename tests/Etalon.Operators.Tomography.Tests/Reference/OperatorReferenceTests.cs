using Etalon.Operators.Datacubes;

namespace Etalon.Operators.Tomography.Tests;

/// <summary>The reference of operators is committed, so that a change of an operator is seen in review.</summary>
public sealed class OperatorReferenceTests
{
    [Fact]
    public void The_committed_page_is_what_the_operators_say()
    {
        var root = Root();
        var registry = new OperatorRegistry(typeof(Calculate).Assembly, typeof(Reconstruct).Assembly);
        var text = new OperatorReference(registry, root).Page();
        var file = Path.Combine(root, "docs", "reference", "operators.md");
        if (Environment.GetEnvironmentVariable("ETALON_REFRESH") is "operators")
        {
            File.WriteAllText(file, text);
        }

        var committed = File.Exists(file) ? File.ReadAllText(file) : "";
        Assert.True(
            string.Equals(committed, text, StringComparison.Ordinal),
            "docs/reference/operators.md differs from what the operators say. If the change is meant, write it anew: "
            + "ETALON_REFRESH=operators dotnet test tests/Etalon.Operators.Tomography.Tests --filter OperatorReferenceTests, and commit it.");
        Assert.All(registry.All, entry => Assert.Contains($"\n## {entry.Name}\n", committed, StringComparison.Ordinal));
    }

    [Fact]
    public void Every_operator_and_every_parameter_says_what_it_is()
    {
        foreach (var entry in new OperatorRegistry(typeof(Calculate).Assembly, typeof(Reconstruct).Assembly).All)
        {
            Assert.True(entry.Doc.Length > 10, entry.Name);
            Assert.All(entry.Parameters.Fields, field => Assert.True(field.Doc.Length > 0, $"{entry.Name}: {field.Name}"));
        }
    }

    private static string Root()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Etalon.slnx")))
        {
            folder = folder.Parent;
        }

        return folder?.FullName ?? throw new InvalidOperationException("The repository is not above the tests.");
    }
}
