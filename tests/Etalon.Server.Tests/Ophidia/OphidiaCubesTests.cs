namespace Etalon.Server.Tests;

[Collection(OphidiaEtalon.Name)]
public sealed class OphidiaCubesTests(RunningEtalon etalon)
{
    [Fact]
    public async Task Reductions_of_arrays_agree_with_numpy()
    {
        using var bench = new OphidiaWorkbench(etalon);
        var cube = await bench.RandomAsync("lat|lon|time", "3|4|24", 2);
        var avg = await bench.MakeAsync($"oph_reduce cube={cube};operation=avg");
        var max = await bench.MakeAsync($"oph_reduce cube={cube};operation=max;group_size=6");
        var std = await bench.MakeAsync($"oph_reduce cube={cube};operation=std;group_size=7");
        var median = await bench.MakeAsync($"oph_reduce cube={cube};operation=quantile;order=0.5");
        var place = await bench.MakeAsync($"oph_reduce cube={cube};operation=arg_max");

        await bench.AgreesAsync(
            """
            same(avg, x.mean(2))
            same(large, x.reshape(3, 4, 4, 6).max(3))
            same(std, np.stack([x[..., i:i + 7].std(2, ddof=1) for i in (0, 7, 14, 21)], 2), 1e-5)
            same(median, np.median(x, 2))
            same(place, x.argmax(2) + 1)
            assert avg.dtype == place.dtype == np.float32
            """,
            ("x", cube), ("avg", avg), ("large", max), ("std", std), ("median", median), ("place", place));
    }

    [Fact]
    public async Task Reductions_of_rows_take_all_rows_whatever_the_fragments()
    {
        using var bench = new OphidiaWorkbench(etalon);
        var cube = await bench.RandomAsync("lat|lon|lev|time", "3|4|2|5", 2);
        var split = await bench.MakeAsync($"oph_split cube={cube};nsplit=4");
        var all = await bench.MakeAsync($"oph_aggregate cube={split};operation=sum");
        var pairs = await bench.MakeAsync($"oph_aggregate cube={cube};operation=max;group_size=2");
        var rows = await bench.MakeAsync($"oph_aggregate cube={cube};operation=min;group_size=4");
        var refusal = await bench.Client.FailsAsync($"oph_aggregate cube={cube};operation=min;group_size=3");

        await bench.AgreesAsync(
            "same(whole, x.sum((0, 1)), 1e-5); same(pairs, x.reshape(3, 2, 2, 2, 5).max(2)); same(rows, x.min(1))", ("x", cube), ("whole", all), ("pairs", pairs), ("rows", rows));
        Assert.Contains("group_size", refusal, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Integers_stay_integers_and_fractions_are_cut_off()
    {
        using var bench = new OphidiaWorkbench(etalon);
        var cube = await bench.RandomAsync("lat|time", "5|12", 1, "int");
        var other = await bench.RandomAsync("lat|time", "5|12", 1, "int");
        var avg = await bench.MakeAsync($"oph_reduce cube={cube};operation=avg;group_size=3");
        var div = await bench.MakeAsync($"oph_intercube cube={cube};cube2={other};operation=div");
        var sub = await bench.MakeAsync($"oph_intercomparison datacube_input={cube};cube2={other}");
        var mean = await bench.MakeAsync($"oph_intercube2 cubes={cube}|{other}|{cube}");

        await bench.AgreesAsync(
            """
            assert avg.dtype == div.dtype == sub.dtype == mean.dtype == np.int32
            same(avg, np.trunc(x.reshape(5, 4, 3).mean(2)))
            same(div, np.trunc(x / y))
            same(sub, x - y)
            same(mean, np.trunc((2 * x + y) / 3))
            """,
            ("x", cube), ("y", other), ("avg", avg), ("div", div), ("sub", sub), ("mean", mean));
    }

    [Fact]
    public async Task Months_and_quarters_of_arrays_and_rows_agree_with_xarray()
    {
        using var bench = new OphidiaWorkbench(etalon);
        var cube = await bench.RandomAsync("lat|lon|time", "2|3|366", 2);
        var months = await bench.MakeAsync($"oph_reduce2 cube={cube};operation=avg;dim=time;concept_level=M");
        var quarters = await bench.MakeAsync($"oph_reduce2 cube={months};operation=max;concept_level=q");
        var year = await bench.MakeAsync($"oph_reduce2 cube={cube};operation=sum;concept_level=A");
        var turned = await bench.RandomAsync("time|lat", "60|3", 1);
        var weeks = await bench.MakeAsync($"oph_aggregate2 cube={turned};operation=min;concept_level=M");

        // Values of time count from 1, at noon: the first day of the year 2000 is missing, and the first of 2001 is there.
        await bench.AgreesAsync(
            """
            import xarray as xr, pandas as pd
            def series(a, axis): return xr.DataArray(a, dims=["a", "b", "c"][:a.ndim], coords={"abc"[axis]: pd.date_range("2000-01-02 12:00", periods=a.shape[axis])})
            want = series(x, 2).resample(c="MS").mean().values
            same(months, want)
            same(quarters, np.concatenate([want[..., :12].reshape(2, 3, 4, 3).max(3), want[..., 12:]], 2))
            same(year, x.sum(2), 1e-5)
            same(rows, series(y, 0).resample(a="MS").min().values)
            """,
            ("x", cube), ("months", months), ("quarters", quarters), ("year", year), ("y", turned), ("rows", weeks));
        var time = (await bench.InfoAsync(months))["axes"]!.AsArray()[2]!["coordinates"]!;
        Assert.Equal(15.5, (double)time["values"]![0]!);
    }

    [Fact]
    public async Task Subsets_by_place_coordinate_and_time_agree_with_numpy()
    {
        using var bench = new OphidiaWorkbench(etalon);
        var cube = await bench.RandomAsync("lat|lon|time", "6|4|366", 2);
        var places = await bench.MakeAsync($"oph_subset cube={cube};subset_dims=lat|lon;subset_filter=2:2:6|1,3:4");
        var near = await bench.MakeAsync($"oph_subset cube={cube};subset_dims=lat|lon;subset_filter=2.6|2:3;subset_type=coord");
        var month = await bench.MakeAsync($"oph_subset cube={cube};subset_dims=time;subset_filter=2000-02;subset_type=coord");
        var summer = await bench.MakeAsync($"oph_subset cube={cube};subset_dims=time;subset_filter=JJA;subset_type=coord");
        var days = await bench.MakeAsync($"oph_subset cube={cube};subset_dims=time;subset_filter=2000-03-01_2000-03-10;subset_type=coord");
        var outside = await bench.Client.FailsAsync($"oph_subset cube={cube};subset_dims=lat;subset_filter=0:3");

        await bench.AgreesAsync(
            """
            same(places, x[1::2][:, [0, 2, 3]])
            same(near, x[2:3, 1:3])
            same(month, x[..., 30:59])
            same(summer, x[..., 151:243])
            same(days, x[..., 59:69])
            """,
            ("x", cube), ("places", places), ("near", near), ("month", month), ("summer", summer), ("days", days));
        Assert.Contains("1 to 6", outside, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Expressions_of_both_spellings_and_a_computed_dimension()
    {
        using var bench = new OphidiaWorkbench(etalon);
        var cube = await bench.RandomAsync("lat|time", "4|30", 1);
        var typed = await bench.MakeAsync(
            $"oph_apply cube={cube};query=oph_reduce('oph_float','oph_float',oph_get_subarray('oph_float','oph_float',measure,1,20),'oph_max',5);measure_type=manual");
        var paper = await bench.MakeAsync($"oph_apply datacube_input={cube};query=oph_reduce(oph_subarray(measure,1,20),'OPH_MAX',5);dim_query=oph_reduce(oph_subarray(dimension,1,20),'oph_min',5);measure=hottest", "hottest");
        var untyped = await bench.Client.FailsAsync($"oph_apply cube={cube};query=oph_reduce(measure,'oph_max');measure_type=manual");
        var longer = await bench.Client.FailsAsync($"oph_apply cube={cube};query=oph_reduce(measure,'oph_max',6);measure_type=auto;dim_query=dimension");
        var wrong = await bench.Client.FailsAsync($"oph_apply cube={cube};query=oph_foo(measure);measure_type=auto");

        Assert.Contains("30 coordinates", longer, StringComparison.Ordinal);
        Assert.Contains("oph_reduce", untyped, StringComparison.Ordinal);
        Assert.Contains("oph_foo", wrong, StringComparison.Ordinal);
        await bench.AgreesAsync("same(t, x[:, :20].reshape(4, 4, 5).max(2))", ("x", cube), ("t", typed));
        var time = (await bench.InfoAsync(paper))["axes"]!.AsArray()[1]!;
        Assert.Equal("hottest", (string?)(await bench.InfoAsync(paper))["name"]);
        Assert.Equal(4, (int)time["length"]!);
        Assert.Equal((1.0, 5.0), ((double)time["coordinates"]!["start"]!, (double)time["coordinates"]!["step"]!));
    }

    [Fact]
    public async Task Cubes_side_by_side_in_turn_and_turned()
    {
        using var bench = new OphidiaWorkbench(etalon);
        var first = await bench.RandomAsync("lat|lev|time", "3|2|5", 1);
        var second = await bench.RandomAsync("lat|lev|time", "3|2|5", 1);
        var turns = await bench.MakeAsync($"oph_mergecubes cubes={first}|{second}");
        var behind = await bench.MakeAsync($"oph_mergecubes cubes={first}|{second};mode=a");
        var ensemble = await bench.MakeAsync($"oph_mergecubes2 cubes={first}|{second};dim=member");
        var permuted = await bench.MakeAsync($"oph_permute cube={first};dim_pos=2,1");
        var rolled = await bench.MakeAsync($"oph_rollup cube={first}");
        var whole = await bench.MakeAsync($"oph_reduce cube={rolled};operation=max");
        var correlated = await bench.MakeAsync($"oph_intercube cubes={first}|{second};operation=corr");

        await bench.AgreesAsync(
            """
            same(turns, np.stack([x, y], 3).reshape(3, 2, 10))
            same(behind, np.concatenate([x, y], 1))
            same(ensemble, np.stack([x, y], 3))
            same(permuted, x.transpose(0, 2, 1))
            same(whole, np.array(x.max()))
            same(corr, np.array([np.corrcoef(x[i].ravel(), y[i].ravel())[0, 1] for i in range(3)]), 1e-5)
            """,
            ("x", first), ("y", second), ("turns", turns), ("behind", behind), ("ensemble", ensemble), ("permuted", permuted), ("whole", whole), ("corr", correlated));
    }

    [Fact]
    public async Task A_deleted_cube_takes_its_dataset_along_unless_another_needs_it()
    {
        using var bench = new OphidiaWorkbench(etalon);
        var cube = await bench.RandomAsync("lat|time", "4|30", 1);
        var copy = (await bench.Client.OkAsync($"oph_duplicate cube={cube}")).Titled("Output Cube")!;

        await bench.Client.OkAsync($"oph_delete cube={cube}");
        Assert.NotNull(await bench.DatasetAsync(cube));
        var gone = await bench.Client.FailsAsync($"oph_reduce cube={cube};operation=max");
        await bench.Client.OkAsync($"oph_delete cube={copy}");

        Assert.Null(await bench.DatasetAsync(cube));
        Assert.Contains("There is no cube", gone, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Missing_samples_are_left_out_and_stay_missing_where_there_are_no_others()
    {
        using var bench = new OphidiaWorkbench(etalon);
        var full = await bench.RandomAsync("lat|time", "6|20", 1);
        var cube = await bench.MakeAsync($"oph_apply cube={full};query=oph_predicate(measure,'x-600','>0','NAN','x');measure_type=auto");
        var avg = await bench.MakeAsync($"oph_reduce cube={cube};operation=avg;group_size=5");
        var count = await bench.MakeAsync($"oph_reduce cube={cube};operation=count");
        var named = await bench.MakeAsync($"oph_reduce cube={cube};operation=max;group_size=2;missingvalue=-1");
        var rows = await bench.MakeAsync($"oph_aggregate cube={cube};operation=min");
        var less = await bench.MakeAsync($"oph_intercube cube={cube};cube2={full};operation=max");
        var filled = await bench.MakeAsync($"oph_intercube cube={cube};cube2={full};operation=sum;missingvalue=-5");
        var mean = await bench.MakeAsync($"oph_intercube2 cubes={cube}|{full}");

        await bench.AgreesAsync(
            """
            import warnings; warnings.simplefilter("ignore")
            assert np.isnan(x).sum() > 20
            same(avg, np.nanmean(x.reshape(6, 4, 5), 2))
            same(count, (~np.isnan(x)).sum(1))
            want = np.nanmax(x.reshape(6, 10, 2), 2)
            same(named, np.where(np.isnan(want), -1, want))
            same(rows, np.nanmin(x, 0))
            same(less, np.where(np.isnan(x), nan, f))
            same(filled, np.where(np.isnan(x), -5, x + f))
            same(mean, np.where(np.isnan(x), f, (x + f) / 2))
            """,
            ("f", full), ("x", cube), ("avg", avg), ("count", count), ("named", named), ("rows", rows), ("less", less), ("filled", filled), ("mean", mean));
    }

    [Fact]
    public async Task A_chain_keeps_only_its_end_and_what_lies_between_can_be_asked_for()
    {
        using var bench = new OphidiaWorkbench(etalon);
        var cube = await bench.RandomAsync("lat|time", "4|30", 1);
        var (part, mean) = (bench.Place(), bench.Place());
        var tasks = $$"""
            {"name": "part", "operator": "oph_subset", "arguments": ["cube={{cube}}", "subset_dims=time", "subset_filter=1:10", "container={{part}}"], "save": "no"},
            {"name": "mean", "operator": "oph_reduce", "arguments": ["operation=avg", "container={{mean}}"], "dependencies": [{"task": "part", "type": "single"}]}
            """;
        var response = await bench.Client.SubmitWorkflowAsync($$"""{"name": "chain", "sessionid": "{{bench.Client.Session}}", "exec_mode": "sync", "tasks": [{{tasks}}]}""");

        Assert.True(bench.Client.LastReturnValue == 0, bench.Client.LastError);
        var made = response!.Column("workflow_list", "OUTPUT").Where(cell => cell.Contains("/ophidia/", StringComparison.Ordinal)).ToArray();
        bench.Known(made[0], part);
        bench.Known(made[1], mean);
        Assert.Null(await bench.DatasetAsync(made[0]));

        // The first cube goes; its samples stay, because the second one is still made from them.
        var later = await bench.MakeAsync($"oph_reduce cube={made[0]};operation=max");
        await bench.AgreesAsync("same(mean, x[:, :10].mean(1)); same(later, x[:, :10].max(1))", ("x", cube), ("mean", made[1]), ("later", later));
        await bench.Client.OkAsync($"oph_delete cube={cube}");
        Assert.NotNull(await bench.DatasetAsync(cube));
        await bench.Client.OkAsync($"oph_delete cube={made[0]}");
        Assert.Null(await bench.DatasetAsync(cube));
    }
}
