using System.Runtime.CompilerServices;
using System.Xml.Linq;

namespace Etalon.Architecture.Tests;

/// <summary>The floors of ARCHITECTURE.md, executable.</summary>
public sealed class ProjectReferenceTests
{
    private static readonly Dictionary<string, string[]> Allowed = new(StringComparer.Ordinal)
    {
        ["Etalon.Cubes"] = [],
        ["Etalon.Native"] = [],
        ["Etalon.Numerics"] = ["Etalon.Cubes", "Etalon.Native"],
        ["Etalon.Storage"] = ["Etalon.Cubes", "Etalon.Native"],
        ["Etalon.Operators"] = ["Etalon.Cubes"],
        ["Etalon.Pictures"] = ["Etalon.Cubes"],
        ["Etalon.Ophidia"] = ["Etalon.Cubes"],
        ["Etalon.Operators.Datacubes"] = ["Etalon.Operators", "Etalon.Numerics"],
        ["Etalon.Operators.Tomography"] = ["Etalon.Operators", "Etalon.Numerics"],
        ["Etalon.Engine"] = ["Etalon.Operators", "Etalon.Storage", "Etalon.Numerics", "Etalon.Native"],
        ["Etalon.Catalog"] = ["Etalon.Cubes"],
        ["Etalon.Worker"] = ["Etalon.Engine", "Etalon.Operators.Datacubes", "Etalon.Operators.Tomography", "Etalon.Pictures"],
        ["Etalon.Server"] = ["Etalon.Engine", "Etalon.Catalog", "Etalon.Ophidia"],
        ["Etalon.Cli"] = [],
    };

    public static TheoryData<string> Projects =>
        [.. Directory.EnumerateFiles(SourceFolder(), "*.csproj", SearchOption.AllDirectories).Select(file => Path.GetFileNameWithoutExtension(file))];

    [Theory]
    [MemberData(nameof(Projects))]
    public void A_project_references_only_what_the_table_allows(string project)
    {
        var file = Path.Combine(SourceFolder(), project, project + ".csproj");
        var references = XDocument.Load(file).Descendants("ProjectReference")
            .Select(reference => Path.GetFileNameWithoutExtension(reference.Attribute("Include")!.Value));

        Assert.Empty(references.Except(Allowed[project], StringComparer.Ordinal));
    }

    [Fact]
    public void Only_the_catalogue_contains_sql()
    {
        var strangers = Directory.EnumerateFiles(SourceFolder(), "*.sql", SearchOption.AllDirectories)
            .Where(file => !file.Contains("Etalon.Catalog", StringComparison.Ordinal));

        Assert.Empty(strangers);
    }

    [Theory]
    [InlineData("Etalon.Cubes", "System.Numerics.Tensors")]
    [InlineData("Etalon.Native", "")]
    [InlineData("Etalon.Operators", "")]
    [InlineData("Etalon.Pictures", "")]
    [InlineData("Etalon.Catalog", "Npgsql,Dapper")]
    public void A_floor_uses_only_its_packages(string project, string packages)
    {
        var used = XDocument.Load(Path.Combine(SourceFolder(), project, project + ".csproj")).Descendants("PackageReference")
            .Select(reference => reference.Attribute("Include")!.Value);

        Assert.Empty(used.Except(packages.Split(','), StringComparer.Ordinal));
    }

    [Fact]
    public void No_type_has_a_name_that_says_nothing()
    {
        string[] banned = ["Manager", "Helper", "Helpers", "Utils", "Util", "Service", "Processor", "Base", "Common", "Impl"];
        var strangers = Directory.EnumerateFiles(SourceFolder(), "*.cs", SearchOption.AllDirectories)
            .Select(file => Path.GetFileNameWithoutExtension(file))
            .Where(name => banned.Any(word => name.EndsWith(word, StringComparison.Ordinal)));

        Assert.Empty(strangers);
    }

    private static string SourceFolder([CallerFilePath] string thisFile = "") =>
        Path.GetFullPath(Path.Combine(Path.GetDirectoryName(thisFile)!, "..", "..", "src"));
}
