using System.Globalization;
using System.Text.Json;
using Etalon.Catalog;
using Npgsql;

namespace Etalon.CatalogBench;

/// <summary>Searches of every kind of condition, from common to rare, and facets.</summary>
internal sealed class SearchBench(NpgsqlDataSource database, BenchReport report, IReadOnlyList<Guid> owners, IReadOnlyList<Guid> proposals)
{
    private const double ElectronVolt = SampleDatasets.JoulePerElectronvolt;
    private const int Rounds = 100;
    private readonly FindDatasets _find = new(database);
    private readonly CountFacets _count = new(database);
    private readonly Random _random = new(7);

    public async Task RunAsync()
    {
        await QuantitiesAsync();
        await WordsAsync();
        await PlacesAsync();
        await FacetsAsync();
        await MembersAsync();
    }

    private async Task QuantitiesAsync()
    {
        await FindAsync("0.1 % of energy and T < 80 K", () => new DatasetSearch { Quantities = [EnergyWithin(95), Cold()] });
        await FindAsync("1 % of energy and 1 % of pressure", () => new DatasetSearch { Quantities = [EnergyWithin(950), PressureWithin(10)] });
        await FindAsync("2 % of energy and 2 % of pressure", () => new DatasetSearch { Quantities = [EnergyWithin(1900), PressureWithin(20)] });
        await FindAsync("5 % of energy and T < 80 K", () => new DatasetSearch { Quantities = [EnergyWithin(4750), Cold()] });
        await FindAsync("10 % of energy and 10 % of pressure", () => new DatasetSearch { Quantities = [EnergyWithin(9500), PressureWithin(100)] });
        await FindAsync("T < 4 K and exposure > 5 s", () => new DatasetSearch
        {
            Quantities = [QuantityCondition.Below("environment/temperature", "K", 4), QuantityCondition.Above("detector/exposure", "s", 5)],
        });
        await FindAsync("nothing fulfils it: T < 80 K and T > 100 K", () => new DatasetSearch
        {
            Quantities = [Cold(), QuantityCondition.Above("environment/temperature", "K", 100 + _random.NextDouble())],
        });
    }

    private async Task WordsAsync()
    {
        await FindAsync("energy > X and instrument = P06", () => new DatasetSearch { Quantities = [EnergyAbove()], Metadata = [Text("instrument", "P06")] });
        await FindAsync("1 % of energy and technique = saxs", () => new DatasetSearch { Quantities = [EnergyWithin(950)], Metadata = [Text("technique", "saxs")] });
        await FindAsync("5 % of energy and technique = saxs", () => new DatasetSearch { Quantities = [EnergyWithin(4750)], Metadata = [Text("technique", "saxs")] });
        await FindAsync("proposal = N and energy > X", () => new DatasetSearch { Quantities = [EnergyAbove()], Metadata = [Proposal()] });
        await FindAsync("text 'gold ptycho' and energy > X", () => new DatasetSearch { Text = "gold ptycho", Quantities = [EnergyAbove()] });
        await FindAsync("text 'gold ptycho' and 1 % of energy", () => new DatasetSearch { Text = "gold ptycho", Quantities = [EnergyWithin(950)] });
        await FindAsync("text of one sample and T < 80 K", () => new DatasetSearch { Text = $"shale {_random.Next(1000)}", Quantities = [Cold()] });
        await FindAsync("name *_0123* and T < 80 K", () => new DatasetSearch { Name = $"*_0{_random.Next(100, 999)}*", Quantities = [Cold()] });
        await FindAsync("instrument = P06 and technique = saxs", () => new DatasetSearch { Metadata = [Text("instrument", "P06"), Text("technique", "saxs")] });
        await FindAsync("proposal = N and technique = saxs", () => new DatasetSearch { Metadata = [Proposal(), Text("technique", "saxs")] });
        await FindAsync("text 'steel 7' and instrument = P06", () => new DatasetSearch { Text = "steel 7", Metadata = [Text("instrument", "P06")] });
        await FindAsync("axis frame and uint16", () => new DatasetSearch { Axes = ["frame"], SampleType = Cubes.SampleType.UInt16 });
        await FindAsync("axis nobody has and T < 80 K", () => new DatasetSearch { Axes = ["channel"], Quantities = [Cold()] });
        await FindAsync("nothing fulfils it: T < 80 K and scan = -1", () => new DatasetSearch { Quantities = [Cold()], Metadata = [Number("scan", -1)] });
    }

    private async Task PlacesAsync()
    {
        var (small, large) = (await SampleFolders.MakeAsync(database, "small", 5000), await SampleFolders.MakeAsync(database, "large", 20));
        await FindAsync("folder of 0.02 % and energy > X", () => new DatasetSearch { Folder = small, Quantities = [EnergyAbove()] });
        await FindAsync("folder of 5 % and T < 80 K", () => new DatasetSearch { Folder = large, Quantities = [Cold()] });
        await FindAsync("folder of 5 % and technique = saxs", () => new DatasetSearch { Folder = large, Metadata = [Text("technique", "saxs")] });
        await FindAsync("two weeks two years ago and T < 80 K", () =>
        {
            var from = new DateTimeOffset(2023, 6, 1, 0, 0, 0, TimeSpan.Zero).AddDays(_random.Next(300));
            return new DatasetSearch { CreatedFrom = from, CreatedBefore = from.AddDays(14), Quantities = [Cold()] };
        });
        var (page, cold) = (await _find.RunAsync(new DatasetSearch { CreatedBefore = new(2024, 1, 1, 0, 0, 0, TimeSpan.Zero) }, Viewer.System), Cold());
        await FindAsync("a late page of 5 % of energy and T < 80 K", () => new DatasetSearch { Quantities = [EnergyWithin(4750), cold] }, before: page.Next);
        await FindAsync("1.5 % to be seen; technique = saxs and energy > X", () => new DatasetSearch { Quantities = [EnergyAbove()], Metadata = [Text("technique", "saxs")] }, Owner());
        await FindAsync("1.5 % to be seen; 5 % of energy and T < 80 K", () => new DatasetSearch { Quantities = [EnergyWithin(4750), Cold()] }, Owner());
        await FindAsync("1.5 % to be seen; proposal = N and T < 80 K", () => new DatasetSearch { Quantities = [Cold()], Metadata = [Proposal()] }, Owner());
        await FindAsync("public only; instrument = P06 and T < 80 K", () => new DatasetSearch { Quantities = [Cold()], Metadata = [Text("instrument", "P06")] }, Viewer.Anonymous);
    }

    private async Task FacetsAsync()
    {
        await CountAsync("five facets of everything", () => new DatasetSearch());
        await CountAsync("five facets of energy > X", () => new DatasetSearch { Quantities = [EnergyAbove()] });
        await CountAsync("five facets of 1 % of energy and T < 80 K", () => new DatasetSearch { Quantities = [EnergyWithin(950), Cold()] });
        await CountAsync("five facets of instrument = P06 and energy > X", () => new DatasetSearch { Quantities = [EnergyAbove()], Metadata = [Text("instrument", "P06")] });
        await CountAsync("five facets of one proposal", () => new DatasetSearch { Metadata = [Proposal()] });
        await CountAsync("five facets of 'gold ptycho'", () => new DatasetSearch { Text = "gold ptycho" });
        await CountAsync("five facets of what 1.5 % to be seen leave of T < 80 K", () => new DatasetSearch { Quantities = [Cold()] }, Owner());
    }

    /// <summary>Pages of what people see who belong to some, many and nearly all proposals: 1.4 %, 5 %, 21 % and 90 % of everything.</summary>
    private async Task MembersAsync()
    {
        foreach (var count in new[] { 20, 200, 1000, 5000 })
        {
            var member = await Proposals.MemberAsync(database, proposals, count);
            await PageAsync($"member of {count}: everything", () => new DatasetSearch(), member);
            await PageAsync($"member of {count}: energy > X", () => new DatasetSearch { Quantities = [EnergyAbove()] }, member);
            await PageAsync($"member of {count}: 5 % of energy and T < 80 K", () => new DatasetSearch { Quantities = [EnergyWithin(4750), Cold()] }, member);
            await PageAsync($"member of {count}: text 'steel 7' and instrument = P06", () => new DatasetSearch { Text = "steel 7", Metadata = [Text("instrument", "P06")] }, member);
        }
    }

    private Task FindAsync(string what, Func<DatasetSearch> search, Viewer? viewer = null, Guid? before = null) =>
        report.MeasureAsync(what, Rounds, FigureKind.Search, async _ =>
            $"{(await _find.RunAsync(search(), viewer ?? Viewer.System, before)).Datasets.Count} found");

    private Task CountAsync(string what, Func<DatasetSearch> search, Viewer? viewer = null) =>
        report.MeasureAsync(what, 20, FigureKind.Facets, _ => CountFacetsAsync(search(), viewer ?? Viewer.System));

    /// <summary>As the portal asks for it: the datasets, then the counts of the same search.</summary>
    private Task PageAsync(string what, Func<DatasetSearch> search, Viewer viewer) => report.MeasureAsync(what, Rounds, FigureKind.Page, async _ =>
    {
        var asked = search();
        await _find.RunAsync(asked, viewer);
        return await CountFacetsAsync(asked, viewer);
    });

    private async Task<string> CountFacetsAsync(DatasetSearch search, Viewer viewer)
    {
        Facet[] facets = [Facet.Metadata("instrument"), Facet.Metadata("technique"), Facet.Metadata("sample", "material"), Facet.Format, Facet.SampleType];
        var counts = await _count.RunAsync(search, facets, viewer);
        return $"{counts.Total} found, {(counts.Exact ? "exact" : "estimated")}";
    }

    private Viewer Owner() => new(owners[_random.Next(owners.Count)], []);

    private QuantityCondition EnergyAbove() => QuantityCondition.Above("beam/energy", "J", (5000 + (_random.NextDouble() * 90000)) * ElectronVolt);

    private QuantityCondition EnergyWithin(double width)
    {
        var from = 5000 + (_random.NextDouble() * (95000 - width));
        return new QuantityCondition("beam/energy", "J", from * ElectronVolt, (from + width) * ElectronVolt);
    }

    private QuantityCondition PressureWithin(double width)
    {
        var from = 100_000 + (_random.NextDouble() * (1000 - width));
        return new QuantityCondition("environment/pressure", "Pa", from, from + width);
    }

    private QuantityCondition Cold() => QuantityCondition.Below("environment/temperature", "K", 70 + (_random.NextDouble() * 10));

    private MetadataCondition Proposal() => Number("proposal", 11_000_000 + _random.Next(5000));

    private static MetadataCondition Text(string key, string value) => new([key], Json($"\"{value}\""));

    private static MetadataCondition Number(string key, int value) => new([key], Json(value.ToString(CultureInfo.InvariantCulture)));

    private static JsonElement Json(string text)
    {
        using var document = JsonDocument.Parse(text);
        return document.RootElement.Clone();
    }
}
