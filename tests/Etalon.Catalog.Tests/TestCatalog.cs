using System.Text.Json;
using Dapper;
using Etalon.Cubes;
using Npgsql;

namespace Etalon.Catalog.Tests;

/// <summary>A catalogue in a database of its own, with short ways to put things into it.</summary>
internal sealed class TestCatalog(NpgsqlDataSource source) : IAsyncDisposable
{
    public NpgsqlDataSource Source { get; } = source;

    public TestClock Clock { get; } = new();

    public ValueTask DisposeAsync() => Source.DisposeAsync();

    /// <summary>An identifier; the clock moves on, so that identifiers are in the order they are asked for.</summary>
    public Guid NextId()
    {
        Clock.Advance(TimeSpan.FromMilliseconds(1));
        return CatalogId.New(Clock);
    }

    public NewDataset Dataset(string name = "scan") => new(NextId(), name, "datasets/" + name, "zarr")
    {
        Bytes = 96,
        Metadata = Json("""{"instrument": "P06", "sample": {"name": "gold"}}"""),
        Cubes = [Cube("tas", "time", "lat")],
        Files = [new CatalogFile("zarr.json", 12, "crc32c:01020304"), new CatalogFile("tas/c/0/0", 84)],
        Quantities = [new IndexedQuantity("energy", 20, "keV", 3.204353268e-15, "J")],
    };

    public static CatalogCube Cube(string name, params string[] axes) =>
        new(name, Json("""{"axes": []}"""), SampleType.Float32, axes, [.. axes.Select(_ => 3L)], "K", 36);

    public async Task<NewDataset> PublishedAsync(NewDataset? dataset = null)
    {
        var published = dataset ?? Dataset();
        await new RegisterDataset(Source, Clock).RunAsync(published, DatasetState.Published);
        return published;
    }

    public async Task<Guid> RunningAsync(string worker, NewRun? run = null, Viewer? viewer = null)
    {
        var made = run ?? Run();
        await new CreateRun(Source, Clock).RunAsync(
            made, new JobRequest(JobClass.Interactive, TimeSpan.FromMinutes(1)) { TakenBy = worker }, viewer ?? Viewer.System);
        return made.Id;
    }

    public NewRun Run(params RunPort[] inputs) =>
        new(NextId(), RunKind.Operator, "datacubes.reduce", "1.0.0", Json("""{"axis": "time"}""")) { Inputs = inputs };

    public async Task<Guid> PersonAsync(string name)
    {
        var id = NextId();
        await ExecuteAsync("insert into person (id, name, created_at) values (@id, @name, now())", new { id, name });
        return id;
    }

    public Task<int> ExecuteAsync(string query, object? parameters = null) => Source.ExecuteAsync(query, parameters, CancellationToken.None);

    public async Task<T> ScalarAsync<T>(string query, object? parameters = null)
    {
        await using var connection = await Source.OpenConnectionAsync();
        return (await connection.ExecuteScalarAsync<T>(query, parameters))!;
    }

    public static JsonElement Json(string text)
    {
        using var document = JsonDocument.Parse(text);
        return document.RootElement.Clone();
    }
}
