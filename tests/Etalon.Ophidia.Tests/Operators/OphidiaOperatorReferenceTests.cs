namespace Etalon.Ophidia.Tests;

/// <summary>The reference of Ophidia's operators is committed, so that a change of a manual is seen in review.</summary>
public sealed class OphidiaOperatorReferenceTests
{
    [Fact]
    public void The_committed_page_is_what_the_manuals_say()
    {
        var text = OphidiaOperatorReference.Page();
        var file = Path.Combine(Root(), "docs", "reference", "ophidia-operators.md");
        if (Environment.GetEnvironmentVariable("ETALON_REFRESH") is "ophidia")
        {
            File.WriteAllText(file, text);
        }

        Assert.True(
            File.Exists(file) && string.Equals(File.ReadAllText(file), text, StringComparison.Ordinal),
            "docs/reference/ophidia-operators.md differs from what the manuals say. If the change is meant, write it anew: "
            + "ETALON_REFRESH=ophidia dotnet test tests/Etalon.Ophidia.Tests --filter OphidiaOperatorReferenceTests, and commit it.");
        Assert.All(OphidiaManuals.All, manual => Assert.Contains($"\n## {manual.Name}\n", text, StringComparison.Ordinal));
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
