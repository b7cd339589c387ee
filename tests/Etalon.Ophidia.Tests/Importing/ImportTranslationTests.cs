using System.Collections.Immutable;
using Etalon.Cubes;

namespace Etalon.Ophidia.Tests;

public sealed class ImportTranslationTests
{
    private static readonly CubeInfo Variable = new(
        "tas",
        [
            new Axis("time", 2000) { Unit = "days since 2000-01-01", Calendar = "standard", Coordinates = new RegularCoordinates(0.5, 1, 2000) },
            new Axis("lat", 256) { Coordinates = new RegularCoordinates(-90, 0.7, 256) },
            new Axis("lon", 512) { Coordinates = new RegularCoordinates(0, 0.7, 512) },
        ],
        SampleType.Float32);

    [Fact]
    public void By_default_all_dimensions_but_the_last_number_the_rows()
    {
        var cube = Draft();

        Assert.Equal(["time", "lat"], cube.Explicit.Select(static dimension => dimension.Name));
        Assert.Equal(["lon"], cube.Implicit.Select(static dimension => dimension.Name));
        Assert.Equal("import", Assert.IsType<CubeStep>(cube.Recipe).Operator);
    }

    [Fact]
    public void Dimensions_in_another_order_are_brought_into_it_after_the_selection()
    {
        var cube = Draft("exp_dim=lat|lon", "imp_dim=time", "subset_dims=lat|time", "subset_filter=0:9|0:1:99");

        var transpose = Assert.IsType<CubeStep>(cube.Recipe);
        var subset = Assert.IsType<CubeStep>(transpose.Inputs[0].Recipes[0]);
        Assert.Equal("lat,lon,time", (string)transpose.Settings["order"]!);
        Assert.Equal("index:0:10", (string)subset.Settings["axes"]!["lat"]!);
        Assert.Equal((5120, 100), (cube.Rows, cube.RowLength));
    }

    [Theory]
    [InlineData("", 1, 256, 512)]
    [InlineData("nfrag=16", 1, 16, 8192)]
    [InlineData("nfrag=3", 1, 3, 44032)]
    [InlineData("nhost=4;nfrag=16", 4, 16, 2048)]
    [InlineData("nhost=4", 4, 64, 512)]
    public void Fragments_follow_from_the_outermost_dimension_of_rows(string given, long hosts, long fragments, long rows)
    {
        var cube = Draft(["exp_dim=lat|lon", "imp_dim=time", .. given.Split(';')]);

        Assert.Equal(new OphidiaFragmentation(hosts, fragments, rows), cube.Fragmentation);
    }

    [Theory]
    [InlineData("nfrag", "nfrag=257", "exp_dim=lat|lon")]
    [InlineData("nfrag", "nhost=16", "nfrag=17", "exp_dim=lat|lon")]
    [InlineData("'time'", "exp_dim=lat", "imp_dim=lon")]
    [InlineData("'lat'", "exp_dim=lat|lat")]
    [InlineData("'lat'", "exp_dim=lat|lon", "imp_dim=lat|time")]
    [InlineData("latitude", "exp_dim=latitude")]
    [InlineData("hierarchy", "hierarchy=oph_base|oph_time")]
    [InlineData("places go from 0 to 255", "subset_dims=lat", "subset_filter=0:256")]
    [InlineData("subset_filter", "subset_dims=lat|lon", "subset_filter=0:2")]
    public void What_does_not_fit_is_named(string said, params string[] arguments)
    {
        var refusal = Assert.Throws<RefusalException>(() => Draft(arguments));

        Assert.Contains(said, refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Time_is_time_whatever_the_default_says_and_has_the_level_of_its_values()
    {
        var time = Draft("exp_dim=lat|lon", "imp_dim=time").Implicit.Single();

        Assert.Equal(("oph_time", "d"), (time.Hierarchy, time.ConceptLevel));
    }

    [Theory]
    [InlineData("days since 2000-01-01", 30.4, "M")]
    [InlineData("hours since 2000-01-01", 6, "6")]
    [InlineData("hours since 2000-01-01", 1, "h")]
    [InlineData("days since 2000-01-01", 365.25, "y")]
    [InlineData("seconds since 2000-01-01", 1, "c")]
    [InlineData("minutes since 2000-01-01", 15, "Q")]
    public void Levels_of_time_follow_from_the_distance_of_values(string unit, double step, string level) =>
        Assert.Equal(level, TimeLevel.Of(new Axis("time", 24) { Unit = unit, Calendar = "standard", Coordinates = new RegularCoordinates(0, step, 24) }));

    [Fact]
    public void Several_files_go_on_along_a_dimension()
    {
        var recipe = ImportTranslation.Open(["/a.nc", "/b.nc"], "tas", "time");

        Assert.Equal(("concatenate", 2), (recipe.Operator, recipe.Inputs[0].Recipes.Length));
    }

    private static OphidiaCube Draft(params string[] arguments)
    {
        var task = Arguments([.. arguments.Where(static argument => argument.Length > 0), "measure=tas", "src_path=/a.nc"]);
        return ImportTranslation.Draft(task, Variable, ImportTranslation.Open(["/a.nc"], "tas", "time"), isStrict: false);
    }

    private static OphidiaArguments Arguments(ImmutableArray<string> arguments) =>
        new(TransferManuals.ImportNetCdf, OphidiaRequest.Parse($$"""{"name":"x","tasks":[{"name":"t","operator":"oph_importnc","arguments":[{{string.Join(',', arguments.Select(static argument => $"\"{argument}\""))}}]}]}""").Tasks[0]);
}
