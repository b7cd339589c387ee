using System.Globalization;
using System.Text.Json;

namespace Etalon.Catalog.Tests;

/// <summary>A catalogue with one session of one person.</summary>
internal sealed class OphidiaSessionCatalog(TestCatalog catalog, Guid person, long root) : IAsyncDisposable
{
    public const string Code = "a1b2";

    public TestCatalog Catalog { get; } = catalog;

    public Guid Person { get; } = person;

    public long Root { get; } = root;

    public ArrangeOphidiaFolders Folders => new(Catalog.Source);

    public ArrangeOphidiaContainers Containers => new(Catalog.Source, Catalog.Clock);

    public static async Task<OphidiaSessionCatalog> NewAsync(ClusterFixture cluster)
    {
        var catalog = await cluster.NewCatalogAsync();
        var person = await catalog.PersonAsync("ada");
        await catalog.ExecuteAsync("insert into ophidia_session (code, person_id, created_at, used_at) values (@Code, @person, now(), now())", new { Code, person });
        var root = await catalog.ScalarAsync<long>(
            "insert into ophidia_folder (parent_id, name, session_code) values (null, @Code, @Code) returning id", new { Code });
        return new OphidiaSessionCatalog(catalog, person, root);
    }

    public ValueTask DisposeAsync() => Catalog.DisposeAsync();

    public Task<long> ContainerAsync(string name, params string[] folder) =>
        Containers.CreateAsync(Root, folder, new NewOphidiaContainer(name, TestCatalog.Json("[]")), Person);

    public Task<long> CubeAsync(long container, string measure = "tas", int level = 0, string metadata = "[]", params long[] parents) =>
        new PutOphidiaCube(Catalog.Source, Catalog.Clock).RunAsync(
            new OphidiaCubeRow(
                0, container, level == 0 ? "oph_importnc" : "oph_reduce", measure, "float",
                TestCatalog.Json("""[{"name": "lat", "type": "double", "size": 3, "implicit": false, "hierarchy": "oph_base", "conceptLevel": "c"}]"""),
                Recipe("01890000-0000-7000-8000-000000000000"), TestCatalog.Json("""{"axes": []}"""))
            {
                Level = level,
                Source = level == 0 ? "/data/" + measure + ".nc" : "",
                Parents = parents,
                Metadata = TestCatalog.Json(metadata),
                Bytes = 12,
            },
            Person);

    public static string Numbers(IEnumerable<long> numbers) => string.Join(' ', numbers.Select(number => number.ToString(CultureInfo.InvariantCulture)));

    private static JsonElement Recipe(string dataset) => TestCatalog.Json($$"""[{"dataset": "{{dataset}}", "cube": "tas"}]""");
}
