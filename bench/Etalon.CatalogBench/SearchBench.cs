using System.Globalization;
using System.Text.Json;
using Etalon.Catalog;
using Npgsql;

namespace Etalon.CatalogBench;

/// <summary>Searches with two conditions, from broad to narrow, and facets.</summary>
internal sealed class SearchBench(NpgsqlDataSource database)
{
    private const double ElectronVolt = SampleDatasets.JoulePerElectronvolt;
    private readonly FindDatasets _find = new(database);
    private readonly CountFacets _count = new(database);
    private readonly Random _random = new(7);

    public async Task RunAsync()
    {
        var bar = "(bar: p95 50)";
        await FindAsync("energy > X and instrument = P06", bar, () => new DatasetSearch { Quantities = [EnergyAbove()], Metadata = [Text("instrument", "P06")] });
        await FindAsync("1 % of energy and technique = saxs", bar, () => new DatasetSearch { Quantities = [EnergyWithin(950)], Metadata = [Text("technique", "saxs")] });
        await FindAsync("0.1 % of energy and T < 80 K", bar, () => new DatasetSearch { Quantities = [EnergyWithin(95), Cold()] });
        await FindAsync("5 % of energy and T < 80 K", bar, () => new DatasetSearch { Quantities = [EnergyWithin(4750), Cold()] });
        await FindAsync("T < 4 K and exposure > 5 s", bar, () => new DatasetSearch
        {
            Quantities = [QuantityCondition.Below("environment/temperature", "K", 4), QuantityCondition.Above("detector/exposure", "s", 5)],
        });
        await FindAsync("proposal = N and energy > X", bar, () => new DatasetSearch { Quantities = [EnergyAbove()], Metadata = [Number("proposal", 11_000_000 + _random.Next(5000))] });
        await FindAsync("text 'gold ptycho' and energy > X", bar, () => new DatasetSearch { Text = "gold ptycho", Quantities = [EnergyAbove()] });
        await FindAsync("name *_0123* and T < 80 K", bar, () => new DatasetSearch { Name = $"*_0{_random.Next(100, 999)}*", Quantities = [Cold()] });
        await FindAsync("axis frame and uint16", bar, () => new DatasetSearch { Axes = ["frame"], SampleType = Cubes.SampleType.UInt16 });
        await FindAsync("nothing fulfils it: T < 80 K and scan = -1", bar, () => new DatasetSearch { Quantities = [Cold()], Metadata = [Number("scan", -1)] });

        Facet[] facets = [Facet.Metadata("instrument"), Facet.Metadata("technique"), Facet.Metadata("sample", "material"), Facet.Format, Facet.SampleType];
        bar = "(bar: 400)";
        await FacetsAsync("five facets of everything", bar, facets, () => new DatasetSearch());
        await FacetsAsync("five facets of energy > X", bar, facets, () => new DatasetSearch { Quantities = [EnergyAbove()] });
        await FacetsAsync("five facets of 1 % of energy and T < 80 K", bar, facets, () => new DatasetSearch { Quantities = [EnergyWithin(950), Cold()] });
        await FacetsAsync("five facets of instrument = P06 and energy > X", bar, facets, () => new DatasetSearch { Quantities = [EnergyAbove()], Metadata = [Text("instrument", "P06")] });
        await FacetsAsync("five facets of one proposal", bar, facets, () => new DatasetSearch { Metadata = [Number("proposal", 11_000_000 + _random.Next(5000))] });
    }

    private Task FindAsync(string what, string bar, Func<DatasetSearch> search) =>
        Timing.MeasureAsync(what, 100, bar, async _ => $"{(await _find.RunAsync(search(), Viewer.System)).Datasets.Count} found");

    private Task FacetsAsync(string what, string bar, Facet[] facets, Func<DatasetSearch> search) =>
        Timing.MeasureAsync(what, 20, bar, async _ =>
        {
            var counts = await _count.RunAsync(search(), facets, Viewer.System);
            return $"{counts.Total} found, {(counts.Exact ? "exact" : "estimated")}";
        });

    private QuantityCondition EnergyAbove() => QuantityCondition.Above("beam/energy", "J", (5000 + (_random.NextDouble() * 90000)) * ElectronVolt);

    private QuantityCondition EnergyWithin(double width)
    {
        var from = 5000 + (_random.NextDouble() * 90000);
        return new QuantityCondition("beam/energy", "J", from * ElectronVolt, (from + width) * ElectronVolt);
    }

    private QuantityCondition Cold() => QuantityCondition.Below("environment/temperature", "K", 70 + (_random.NextDouble() * 10));

    private static MetadataCondition Text(string key, string value) => new([key], Json($"\"{value}\""));

    private static MetadataCondition Number(string key, int value) => new([key], Json(value.ToString(CultureInfo.InvariantCulture)));

    private static JsonElement Json(string text)
    {
        using var document = JsonDocument.Parse(text);
        return document.RootElement.Clone();
    }
}
