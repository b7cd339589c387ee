using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Etalon.Operators.Datacubes.Tests;

/// <summary>What is said of primitives is committed twice: as a page, and as the table that <c>oph_man</c> shows; both come from the engine's own table.</summary>
public sealed class PrimitiveReferenceTests
{
    private static readonly JsonSerializerOptions Written = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        NewLine = "\n",
    };

    [Fact]
    public void The_committed_table_is_what_the_primitives_say() =>
        Check(Path.Combine("src", "Etalon.Ophidia", "Operators", "Manuals", "Primitives.json"), Table() + "\n");

    [Fact]
    public void The_committed_page_is_what_the_primitives_say() => Check(Path.Combine("docs", "reference", "ophidia-primitives.md"), Page());

    [Fact]
    public void Every_primitive_and_every_argument_says_what_it_is() =>
        Assert.All(Primitives.All, primitive =>
        {
            Assert.EndsWith(".", primitive.Doc, StringComparison.Ordinal);
            Assert.All(primitive.Arguments, argument => Assert.True(argument.Doc.Length > 0, $"{primitive.Name}: {argument.Name}"));
        });

    private static string Table() => JsonSerializer.Serialize(
        Primitives.All.Select(primitive => new
        {
            primitive.Name,
            primitive.Doc,
            primitive.Signature,
            Kind = primitive.Kind.ToString().ToLowerInvariant(),
            primitive.Aliases,
            Arguments = primitive.Arguments.Select(argument => new { argument.Name, Type = TypeName(argument.Kind), argument.Default, argument.Doc, IsList = argument.Repeats }),
        }),
        Written);

    private static string Page()
    {
        var text = new StringBuilder();
        text.Append("# Primitives of array expressions\n\n")
            .Append("Generated from the code; do not edit. They work on the array of each row, in `oph_apply` and in Etalon's own `apply`.\n")
            .Append("Before the arguments named here stand the types of what goes in and comes out, `oph_reduce('oph_float','oph_float',measure,'oph_max')`;\n")
            .Append("with `measure_type=auto`, and in `apply`, they may be left out. `oph_man function=NAME;function_type=primitive` shows the same.\n");
        foreach (var primitive in Primitives.All)
        {
            text.Append(CultureInfo.InvariantCulture, $"\n## {primitive.Name}\n\n{primitive.Doc}\n\n`{primitive.Signature}`");
            text.Append(primitive.Kind == PrimitiveKind.Reduce ? "; gives fewer elements" : "");
            text.Append(primitive.Kind == PrimitiveKind.Aggregate ? "; makes one row of many" : "");
            text.Append(primitive.Aliases.IsEmpty ? "" : $"; also called {string.Join(", ", primitive.Aliases.Select(name => $"`{name}`"))}").Append("\n\n");
            foreach (var argument in primitive.Arguments)
            {
                text.Append(CultureInfo.InvariantCulture, $"- `{argument.Name}` ({TypeName(argument.Kind)}): {argument.Doc}\n");
            }
        }

        return text.ToString();
    }

    private static string TypeName(PrimitiveArgumentKind kind) => kind switch
    {
        PrimitiveArgumentKind.Array => "array",
        PrimitiveArgumentKind.Number => "real",
        _ => "string",
    };

    private static void Check(string name, string text)
    {
        var file = Path.Combine(Root(), name);
        if (Environment.GetEnvironmentVariable("ETALON_REFRESH") is "primitives")
        {
            File.WriteAllText(file, text);
        }

        Assert.True(
            File.Exists(file) && string.Equals(File.ReadAllText(file), text, StringComparison.Ordinal),
            $"{name} differs from what the primitives say. If the change is meant, write it anew: "
            + "ETALON_REFRESH=primitives dotnet test tests/Etalon.Operators.Datacubes.Tests --filter PrimitiveReferenceTests, and commit it.");
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
