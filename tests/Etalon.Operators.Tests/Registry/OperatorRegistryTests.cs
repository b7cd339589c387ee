using System.Security.Cryptography;
using Etalon.Cubes;

namespace Etalon.Operators.Tests;

public sealed class OperatorRegistryTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("etalon-plugins-").FullName;

    [Fact]
    public void Operators_are_found_with_kind_origin_and_hash()
    {
        var entry = Given.Registry.Find("fake.mean");

        Assert.Equal(OperatorKind.Reduce, entry.Kind);
        Assert.Equal("Etalon.Operators.Tests", entry.Origin);
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(GetType().Assembly.Location))), entry.AssemblyHash);
        Assert.Equal(OperatorKind.Composite, Given.Registry.Find("fake.twice").Kind);
        Assert.Contains(StackOperator.Name, Given.Registry.All.Select(known => known.Name));
    }

    [Fact]
    public void An_unknown_operator_is_refused_with_the_nearest_names()
    {
        var refusal = Assert.Throws<RefusalException>(() => Given.Registry.Find("fake.maen"));

        Assert.Equal("unknown-operator", refusal.Code);
        Assert.Contains("fake.mean", refusal.Help, StringComparison.Ordinal);
    }

    [Fact]
    public void A_version_outside_the_range_is_refused() =>
        Assert.Equal(
            "wrong-version",
            Assert.Throws<RefusalException>(() => Given.Registry.Find("fake.scale", VersionRange.Parse("^2"))).Code);

    [Fact]
    public void A_plug_in_folder_is_loaded_in_a_context_of_its_own()
    {
        Install("sample");

        var registry = new OperatorRegistry();
        registry.Load(_folder);

        Assert.Empty(registry.Problems);
        var bound = registry.Find("sample.negate").BindParameters(new() { ["offset"] = 2 });
        var description = bound.Describe(Inputs.Of(("cube", Given.Cube(("x", 5)))));
        Assert.Equal("negated", description.Outputs[0].Name);
        using var kernel = bound.BindMap(Inputs.Of(("cube", Given.Cube(("x", 5)))), description);
        Assert.True(kernel.GetType().Assembly.IsCollectible);
    }

    [Fact]
    public void What_is_broken_is_reported_and_stops_nothing_else()
    {
        Install("sample");
        Install("twin");
        Directory.CreateDirectory(Path.Combine(_folder, "broken"));
        File.WriteAllText(Path.Combine(_folder, "broken", "Broken.dll"), "this is no assembly");

        var registry = new OperatorRegistry();
        registry.Load(_folder);

        Assert.Equal("sample.negate", registry.Find("sample.negate").Name);
        Assert.Contains(registry.Problems, problem => problem.Source.EndsWith("Broken.dll", StringComparison.Ordinal));
        Assert.Contains(registry.Problems, problem => problem.Reason.Contains("already provided", StringComparison.Ordinal));
    }

    [Fact]
    public void Classes_that_are_no_proper_operators_are_reported()
    {
        var problem = Assert.Single(Given.Registry.Problems);

        Assert.Contains("implements 2 operator interfaces", problem.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void A_plug_in_folder_that_is_not_there_holds_no_plug_ins()
    {
        var registry = new OperatorRegistry();
        registry.Load(Path.Combine(_folder, "nowhere"));

        Assert.Empty(registry.Problems);
    }

    public void Dispose() => Directory.Delete(_folder, true);

    private void Install(string name)
    {
        var target = Directory.CreateDirectory(Path.Combine(_folder, name)).FullName;
        var source = Path.Combine(AppContext.BaseDirectory, "plugin");
        foreach (var file in Directory.EnumerateFiles(source))
        {
            File.Copy(file, Path.Combine(target, Path.GetFileName(file)));
        }
    }
}
