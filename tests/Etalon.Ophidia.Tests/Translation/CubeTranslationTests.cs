using System.Text.Json.Nodes;
using Etalon.Cubes;

namespace Etalon.Ophidia.Tests;

public sealed class CubeTranslationTests
{
    [Theory]
    [InlineData("oph_reduce operation=avg", "lat=3,lon=4", "time=24", "oph_reduce(measure,'oph_avg',0,2)", "time")]
    [InlineData("oph_reduce operation=avg;group_size=6", "lat=3,lon=4", "time=24", "oph_reduce(measure,'oph_avg',6,2)", "time")]
    [InlineData("oph_reduce operation=max;group_size=6", "lat=3", "time=24,lev=3", "oph_reduce(measure,'oph_max',6,2)", "time,lev")]
    [InlineData("oph_reduce operation=max;group_size=3", "lat=3", "time=24,lev=3", "oph_reduce(measure,'oph_max',0,2)", "lev")]
    [InlineData("oph_reduce operation=quantile", "lat=3", "time=24", "oph_reduce(measure,'oph_quantile',0,0.5)", "time")]
    [InlineData("oph_reduce operation=sum;missingvalue=-999", "lat=3", "time=24", "oph_reduce(measure,'oph_sum',0,2,-999)", "time")]
    [InlineData("oph_aggregate operation=sum", "lat=3,lon=4", "time=24", "oph_reduce(measure,'oph_sum',0,2)", "lat,lon")]
    [InlineData("oph_reduce2 operation=avg;concept_level=M", "lat=3", "time=91", "oph_reduce3(measure,'oph_avg',oph_to_bin('','oph_long','31,29,31'),1,0,2)", "time")]
    [InlineData("oph_reduce2 operation=avg;concept_level=A", "lat=3", "time=60", "oph_reduce(measure,'oph_avg',60,2)", "time")]
    public void Reductions_become_expressions_over_their_dimensions(string command, string rows, string arrays, string query, string array)
    {
        var draft = TranslationCase.Draft($"{command};midnight=00", isStrict: false, TranslationCase.Cube(rows, arrays));

        var (called, settings) = TranslationCase.Steps(draft.Recipe)[0];
        Assert.Equal("apply", called);
        Assert.Equal(query, (string?)settings["query"]);
        Assert.Equal(array.Split(','), settings["array"]!.AsArray().Select(name => (string)name!));
        Assert.Equal(1, draft.Level);
    }

    [Fact]
    public void Axes_come_back_to_their_order_after_rows_were_reduced()
    {
        var draft = TranslationCase.Draft("oph_aggregate operation=max;group_size=8", isStrict: false, TranslationCase.Cube("lat=6,lon=4", "time=5,lev=2"));

        var steps = TranslationCase.Steps(draft.Recipe);
        Assert.Equal(["apply", "transpose"], steps.Select(step => step.Operator));
        Assert.Equal("lat,time,lev", (string?)steps[1].Settings["order"]);
    }

    [Theory]
    [InlineData("oph_reduce operation=max;group_size=5", "time=24,lev=3")]
    [InlineData("oph_reduce operation=max;group_size=0", "time=24")]
    [InlineData("oph_merge nmerge=3", "time=24")]
    [InlineData("oph_split nsplit=4", "time=24")]
    [InlineData("oph_rollup ndim=3", "time=24")]
    [InlineData("oph_drilldown ndim=0", "time=24")]
    [InlineData("oph_permute dim_pos=1,1", "time=24,lev=3")]
    [InlineData("oph_permute dim_pos=2", "time=24,lev=3")]
    [InlineData("oph_subset subset_dims=lat|lon;subset_filter=1", "time=24")]
    [InlineData("oph_subset subset_dims=lat|lat;subset_filter=1|2", "time=24")]
    public void Arguments_that_do_not_fit_are_refused(string command, string arrays)
    {
        var refusal = Assert.Throws<RefusalException>(() => TranslationCase.Draft(command, isStrict: false, TranslationCase.Cube("lat=6,lon=4", arrays)));

        Assert.Equal("bad-argument", refusal.Code);
    }

    [Fact]
    public void Fragments_and_roles_change_and_samples_stay()
    {
        var cube = TranslationCase.Cube("lat=6,lon=4", "time=24");

        var merged = TranslationCase.Draft("oph_merge nmerge=2", isStrict: false, cube);
        var split = TranslationCase.Draft("oph_split nsplit=3", isStrict: false, cube);
        var rolled = TranslationCase.Draft("oph_rollup", isStrict: false, cube);
        var drilled = TranslationCase.Draft("oph_drilldown", isStrict: false, new CubeInput(rolled, cube.Info));

        Assert.All([merged, split, rolled, drilled], draft => Assert.Equal(cube.Cube.Recipe, draft.Recipe));
        Assert.Equal((1, 6), (merged.Fragmentation.Fragments, merged.Fragmentation.RowsPerFragment));
        Assert.Equal((6, 1), (split.Fragmentation.Fragments, split.Fragmentation.RowsPerFragment));
        Assert.Equal((6, 96), (rolled.Rows, rolled.RowLength));
        Assert.Equal((24, 24), (drilled.Rows, drilled.RowLength));
    }

    [Fact]
    public void Recipes_of_every_operator_survive_being_written_down()
    {
        var cube = TranslationCase.Cube("lat=6,lon=4", "time=60,lev=2");
        CubeInput[] pair = [cube, TranslationCase.Cube("lat=6,lon=4", "time=60,lev=2")];
        OphidiaCube[] drafts =
        [
            TranslationCase.Draft("oph_apply query=oph_reduce(measure)", isStrict: true, cube),
            TranslationCase.Draft("oph_subset subset_dims=time;subset_filter=2000-02;subset_type=coord", isStrict: false, cube),
            TranslationCase.Draft("oph_aggregate2 operation=max;concept_level=A;dim=lon", isStrict: false, cube),
            TranslationCase.Draft("oph_intercube operation=sub", isStrict: false, pair),
            TranslationCase.Draft("oph_intercube2 operation=arg_max;missingvalue=7", isStrict: false, pair),
            TranslationCase.Draft("oph_mergecubes mode=a", isStrict: false, pair),
            TranslationCase.Draft("oph_mergecubes2 dim=member", isStrict: false, pair),
        ];

        foreach (var draft in drafts)
        {
            var again = RecipeJson.FromJson(JsonNode.Parse(RecipeJson.ToJson(draft.Recipe).ToJsonString())!.AsArray());
            Assert.Equal(Text(draft.Recipe), Text(again));
        }
    }

    [Fact]
    public void A_chain_of_operators_is_one_workflow()
    {
        var cube = TranslationCase.Cube("lat=6", "time=60");
        var part = TranslationCase.Draft("oph_subset subset_dims=time;subset_filter=1:30", isStrict: false, cube);
        var mean = TranslationCase.Draft("oph_reduce operation=avg", isStrict: false, new CubeInput(part, cube.Info));

        var workflow = RecipeWorkflow.Of("ophidia", ("cube", (CubeStep)mean.Recipe));

        Assert.Equal(["subset-1", "apply-2"], workflow.Workflow["nodes"]!.AsObject().Select(node => node.Key));
        Assert.Equal("11111111-1111-1111-1111-111111111111/tas", (string?)workflow.Inputs["in1"]);
        Assert.Equal(2, mean.Level);
    }

    [Fact]
    public void A_cube_takes_sizes_and_types_from_what_was_made()
    {
        var cube = TranslationCase.Cube("lat=6,lon=4", "time=60").Cube;
        var made = new CubeInfo("tas", [new Axis("lat", 3), new Axis("time", 2), new Axis("member", 5)], SampleType.UInt16);

        var settled = cube.Settled(made);

        Assert.Equal("int", settled.Type);
        Assert.Equal([3, 0, 2, 5], settled.Dimensions.Select(dimension => dimension.Size));
        Assert.Equal("A", settled.Dimensions[1].ConceptLevel);
        Assert.Equal((2, 2), (settled.Fragmentation.Fragments, settled.Fragmentation.RowsPerFragment));
        Assert.Throws<RefusalException>(() => cube.Settled(made with { Type = SampleType.Complex64 }));
    }

    [Fact]
    public void Cubes_that_do_not_go_together_are_refused()
    {
        var first = TranslationCase.Cube("lat=6", "time=60");
        var other = TranslationCase.Cube("lat=6", "time=59");
        var whole = first with { Cube = first.Cube with { Type = "int" } };

        Assert.Equal("different-cubes", Assert.Throws<RefusalException>(() => TranslationCase.Draft("oph_intercube", isStrict: false, first, other)).Code);
        Assert.Equal("different-cubes", Assert.Throws<RefusalException>(() => TranslationCase.Draft("oph_intercube2", isStrict: false, first, whole)).Code);
        Assert.Equal("bad-argument", Assert.Throws<RefusalException>(() => TranslationCase.Draft("oph_mergecubes2 dim=lat", isStrict: false, first, first)).Code);
    }

    private static string Text(CubeRecipe recipe) => recipe is CubeStep
        ? string.Join('\n', TranslationCase.Steps(recipe).Select(step => $"{step.Operator} {step.Settings.ToJsonString()}"))
        : recipe.ToString();
}
