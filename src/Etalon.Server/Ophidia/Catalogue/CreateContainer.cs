using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Nodes;
using Etalon.Catalog;
using Etalon.Ophidia;

namespace Etalon.Server;

/// <summary><c>oph_createcontainer</c>.</summary>
internal sealed class CreateContainer(CatalogDatabase catalog, TimeProvider clock) : IOphidiaOperator
{
    /// <inheritdoc />
    public async Task<OphidiaAnswer> RunAsync(OphidiaCall call, CancellationToken cancellation)
    {
        var arguments = call.Arguments;
        var path = call.Path(arguments["container"]);
        var name = path.IsEmpty ? "" : path[^1];
        var container = new NewOphidiaContainer(name, JsonSerializer.SerializeToElement(Dimensions(arguments)))
        {
            Vocabulary = arguments.Text("vocabulary") ?? "",
            Description = arguments.Text("description") ?? "",
        };
        var id = await new ArrangeOphidiaContainers(catalog.Source, clock).CreateAsync(
            call.Visit.Row.RootFolderId, path.IsEmpty ? path : path[..^1], container, call.Visit.Row.PersonId, cancellation);
        return new OphidiaAnswer([new OphidiaText("createcontainer", "Output Container", call.Pid(id))])
        {
            Results = ImmutableSortedDictionary<string, string>.Empty.Add("container", OphidiaPath.Text(path)),
        };
    }

    private static JsonArray Dimensions(OphidiaArguments arguments)
    {
        var names = arguments.List("dim");
        if (names.IsEmpty || names.Distinct(StringComparer.Ordinal).Count() != names.Length || names.Any(string.IsNullOrEmpty))
        {
            throw arguments.Bad("dim", "names dimensions, each once, between bars: lat|lon|time");
        }

        var (types, hierarchies) = (Spread(arguments, "dim_type", names.Length), Spread(arguments, "hierarchy", names.Length));
        return [.. names.Select((name, place) => Dimension(arguments, name, types[place], hierarchies[place]))];
    }

    private static JsonObject Dimension(OphidiaArguments arguments, string name, string type, string hierarchy)
    {
        var dimension = new JsonObject { ["name"] = name, ["type"] = type, ["hierarchy"] = hierarchy };
        if (hierarchy is "oph_time")
        {
            dimension["baseTime"] = arguments["base_time"];
            dimension["units"] = arguments["units"];
            dimension["calendar"] = arguments["calendar"];
            dimension["monthLengths"] = arguments["month_lengths"];
            dimension["leapYear"] = arguments.Whole("leap_year", 0);
            dimension["leapMonth"] = arguments.Whole("leap_month", 1, 12);
        }

        return dimension;
    }

    /// <summary>One value for each dimension; a single one stands for all.</summary>
    private static ImmutableArray<string> Spread(OphidiaArguments arguments, string key, int count)
    {
        var values = arguments.List(key);
        return values.Length == count
            ? values
            : values.Length == 1 ? [.. Enumerable.Repeat(values[0], count)] : throw arguments.Bad(key, $"has {values.Length} values for {count} dimensions; give one, or one for each");
    }
}
