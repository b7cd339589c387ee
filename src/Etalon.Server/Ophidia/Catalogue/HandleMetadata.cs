using System.Collections.Immutable;
using System.Globalization;
using Etalon.Catalog;
using Etalon.Cubes;
using Etalon.Ophidia;

namespace Etalon.Server;

/// <summary><c>oph_metadata</c>.</summary>
internal sealed class HandleMetadata(CatalogDatabase catalog, OphidiaKeeper keeper, TimeProvider clock) : IOphidiaOperator
{
    private static readonly ImmutableArray<string> Columns = ["Id", "Variable", "Key", "Type", "Value", "Last_Modified", "User", "Vocabulary"];

    /// <inheritdoc />
    public async Task<OphidiaAnswer> RunAsync(OphidiaCall call, CancellationToken cancellation)
    {
        var cube = await keeper.FindAsync(call.Arguments["cube"], call.Visit, cancellation);
        var mode = call.Arguments["mode"];
        if (mode is "read")
        {
            return Read(OphidiaMetadata.Read(cube.Row.Metadata), call);
        }

        call.NeedsWrite();
        if (!call.Visit.Viewer.IsAdministrator && !string.Equals(cube.Row.Session, call.Visit.Row.Code, StringComparison.Ordinal))
        {
            throw new RefusalException("forbidden", $"oph_metadata: {cube.Pid} belongs to another session.", "Change it in that session, or ask an administrator.", RefusalKind.Forbidden);
        }

        await new EditOphidiaMetadata(catalog.Source).RunAsync(
            cube.Row.Id,
            before => mode switch
            {
                "insert" => Insert(before, call),
                "update" => Update(before, call),
                _ => Delete(before, call),
            },
            cancellation);
        return new OphidiaAnswer([new OphidiaText("metadata_summary", "Summary", "Operation successfully completed!")]);
    }

    private static OphidiaAnswer Read(ImmutableArray<OphidiaMetadatum> all, OphidiaCall call)
    {
        var id = call.Arguments.Whole("metadata_id", 0);
        var keys = call.Filters("metadata_key");
        var variable = call.Filter("variable_filter") is { } pattern ? new SqlPattern(pattern) : null;
        var (type, value) = (call.Filter("metadata_type_filter"), call.Filter("metadata_value_filter"));
        var found = all.Where(item => id > 0
            ? item.Id == id
            : (keys.IsEmpty || keys.Contains(item.Key, StringComparer.Ordinal)) && variable?.Fits(item.Variable) != false
                && (type is null || string.Equals(item.Type, type, StringComparison.Ordinal))
                && (value is null || item.Value.Contains(value, StringComparison.OrdinalIgnoreCase)));
        var rows = found.Select(static item => (IReadOnlyList<string>)
        [
            item.Id.Cell(), item.Variable, item.Key, item.Type, item.Value, item.Modified?.Cell() ?? "", item.User, item.Vocabulary,
        ]);
        return new OphidiaAnswer([CatalogueCalls.Grid("metadata_list", "Searching results", Columns, rows)]);
    }

    private ImmutableArray<OphidiaMetadatum> Insert(ImmutableArray<OphidiaMetadatum> before, OphidiaCall call)
    {
        var keys = call.Filters("metadata_key");
        if (keys.IsEmpty)
        {
            throw call.Arguments.Bad("metadata_key", "is needed to add something");
        }

        var given = call.Arguments["metadata_value"];
        string[] values = keys.Length == 1 ? [given] : given.Split('|', StringSplitOptions.TrimEntries);
        if (values.Length != keys.Length)
        {
            throw call.Arguments.Bad("metadata_value", $"has {values.Length} values for {keys.Length} keys; give one for each, between bars");
        }

        var type = call.Arguments["metadata_type"];
        var variable = call.Arguments["variable"] is "global" ? "" : call.Arguments["variable"];
        var next = before.Select(static item => item.Id).DefaultIfEmpty().Max() + 1;
        return before.AddRange(keys.Zip(values, (key, value) => Changed(new OphidiaMetadatum(next++, variable, key, type, Checked(call, type, value)), call)));
    }

    private ImmutableArray<OphidiaMetadatum> Update(ImmutableArray<OphidiaMetadatum> before, OphidiaCall call)
    {
        var id = call.Arguments.Whole("metadata_id", 1);
        var old = before.FirstOrDefault(item => item.Id == id)
            ?? throw call.Arguments.Bad("metadata_id", $"is {id.Cell()}; the cube has no such metadata, 'mode=read' shows their numbers");
        CheckForce(old, call);
        return before.Replace(old, Changed(old with { Value = Checked(call, old.Type, call.Arguments["metadata_value"]) }, call));
    }

    private static ImmutableArray<OphidiaMetadatum> Delete(ImmutableArray<OphidiaMetadatum> before, OphidiaCall call)
    {
        var id = call.Arguments.Whole("metadata_id", 0);
        var keys = call.Filters("metadata_key");
        var going = before.Where(item => id > 0 ? item.Id == id : keys.IsEmpty || keys.Contains(item.Key, StringComparer.Ordinal)).ToImmutableHashSet();
        if (going.IsEmpty && (id > 0 || !keys.IsEmpty))
        {
            throw call.Arguments.Bad(id > 0 ? "metadata_id" : "metadata_key", "fits nothing; 'mode=read' shows what there is");
        }

        foreach (var item in going)
        {
            CheckForce(item, call);
        }

        return before.RemoveAll(going.Contains);
    }

    /// <summary>What gives dimensions their meaning is not lost by accident.</summary>
    private static void CheckForce(OphidiaMetadatum item, OphidiaCall call)
    {
        if (item.Vocabulary.Length > 0 && !call.Arguments.IsYes("force"))
        {
            throw new RefusalException(
                "functional-metadata", $"oph_metadata: '{item.Key}' of '{(item.Variable.Length > 0 ? item.Variable : "global")}' belongs to the vocabulary {item.Vocabulary}.",
                "Add force=yes to change it all the same.", RefusalKind.Conflict);
        }
    }

    private static string Checked(OphidiaCall call, string type, string value)
    {
        var fits = type switch
        {
            "double" or "float" => double.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out _),
            "long" => long.TryParse(value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _),
            "int" => int.TryParse(value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _),
            "short" => short.TryParse(value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _),
            "byte" => sbyte.TryParse(value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _),
            _ => true,
        };
        return fits ? value : throw call.Arguments.Bad("metadata_value", $"is '{value}'; that is no {type}");
    }

    private OphidiaMetadatum Changed(OphidiaMetadatum item, OphidiaCall call) => item with { Modified = clock.GetUtcNow(), User = call.Visit.User };
}
