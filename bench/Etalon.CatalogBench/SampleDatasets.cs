using System.Globalization;
using System.Text.Json;
using Etalon.Catalog;
using Etalon.Cubes;

namespace Etalon.CatalogBench;

/// <summary>
/// Datasets as a beamline makes them: five quantities, nested metadata of 400 bytes, one cube, two files; seeded. Each belongs to one of
/// the owners and to one of the proposals; one in a hundred is public.
/// </summary>
internal sealed class SampleDatasets(int seed, IReadOnlyList<Guid> owners, IReadOnlyList<Guid> proposals)
{
    public const int FirstProposal = 11_000_000;
    public const double JoulePerElectronvolt = 1.602176634e-19;

    private static readonly string[] Instruments = ["P01", "P03", "P05", "P06", "P07", "P08", "P10", "P11", "P21", "P22", "P23", "P24"];
    private static readonly string[] Techniques = ["tomography", "saxs", "waxs", "diffraction", "xrf", "ptychography", "xas"];
    private static readonly string[] Materials = ["gold", "silicon", "bone", "shale", "perovskite", "protein", "steel", "zeolite"];

    private static readonly JsonElement CubeInfo =
        Parse("""{"axes":[{"name":"frame","length":1800},{"name":"y","length":2048},{"name":"x","length":2048}],"attributes":{}}""");

    private readonly Random _random = new(seed);

    /// <summary>Datasets spread over three years, oldest first.</summary>
    public IEnumerable<NewDataset> Take(int count)
    {
        var first = new DateTimeOffset(2023, 1, 1, 0, 0, 0, TimeSpan.Zero);
        var step = TimeSpan.FromDays(1095) / count;
        for (var i = 0; i < count; i++)
        {
            yield return Make(i, CatalogId.At(first + (i * step)));
        }
    }

    public NewDataset Make(int i, Guid id)
    {
        var energy = 5000 + (_random.NextDouble() * 95000);
        var temperature = _random.Next(20) == 0 ? _random.NextDouble() * 80 : 290 + (_random.NextDouble() * 10);
        var exposure = Math.Pow(10, (_random.NextDouble() * 4) - 3);
        var pressure = 1e5 * (1 + (0.01 * _random.NextDouble()));
        var distance = 0.1 + (_random.NextDouble() * 5);
        var (instrument, technique, material) = (Pick(Instruments), Pick(Techniques), Pick(Materials));
        var proposal = FirstProposal + _random.Next(Proposals.Count);
        var metadata = string.Create(CultureInfo.InvariantCulture, $$"""
            {"instrument":"{{instrument}}","technique":"{{technique}}","proposal":{{proposal}},"scan":{{i}},
            "sample":{"name":"{{material}}-{{_random.Next(1000)}}","material":"{{material}}","preparation":"as received"},
            "detector":{"name":"eiger","size":[2070,2167],"exposure":{{exposure:R}}},
            "beam":{"energy":{{energy:R}},"unit":"eV"},"environment":{"temperature":{{temperature:R}},"pressure":{{pressure:R}} } }
            """);
        return new NewDataset(id, string.Create(CultureInfo.InvariantCulture, $"{material}_{technique}_{i:D7}"), "raw/" + instrument, "hdf5")
        {
            External = true,
            CreatedBy = owners.Count == 0 ? null : owners[i % owners.Count],
            Proposal = proposals.Count == 0 ? null : proposals[proposal - FirstProposal],
            Public = i % 100 == 7,
            Bytes = 1_000_000_000,
            ContentId = Convert.ToHexStringLower(id.ToByteArray()),
            Metadata = Parse(metadata),
            Quantities =
            [
                new IndexedQuantity("beam/energy", energy, "eV", energy * JoulePerElectronvolt, "J"),
                new IndexedQuantity("environment/temperature", temperature, "K", temperature, "K"),
                new IndexedQuantity("detector/exposure", exposure, "s", exposure, "s"),
                new IndexedQuantity("environment/pressure", pressure, "Pa", pressure, "Pa"),
                new IndexedQuantity("detector/distance", distance * 1000, "mm", distance, "m"),
            ],
            Cubes = [new CatalogCube("entry/data", CubeInfo, SampleType.UInt16, ["frame", "y", "x"], [1800, 2048, 2048], "counts", 15_099_494_400)],
            Files = [new CatalogFile("scan.nxs", 20_000_000), new CatalogFile("scan_data_000001.h5", 980_000_000)],
        };
    }

    private T Pick<T>(T[] from) => from[_random.Next(from.Length)];

    private static JsonElement Parse(string text)
    {
        using var document = JsonDocument.Parse(text);
        return document.RootElement.Clone();
    }
}
