using System.Globalization;
using Npgsql;

namespace Etalon.Catalog.Tests;

/// <summary>One private cluster for all tests; every test takes a database of its own, copied from a migrated one.</summary>
public sealed class ClusterFixture : IAsyncLifetime
{
    private readonly string _folder = Directory.CreateTempSubdirectory("etalon-tests-").FullName;
    private PrivateCluster? _cluster;
    private int _databases;

    public string Folder => _folder;

    public async Task InitializeAsync()
    {
        _cluster = await PrivateCluster.StartAsync(Path.Combine(_folder, "postgres"));
        await using var source = Connections.Pool(_cluster.ConnectionString + ";Pooling=false");
        await Migrator.RunAsync(source);
    }

    public async Task DisposeAsync()
    {
        await _cluster!.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    /// <summary>The address of a new database.</summary>
    public async Task<string> NewAddressAsync(string template = "etalon")
    {
        var name = string.Create(CultureInfo.InvariantCulture, $"test{Interlocked.Increment(ref _databases)}");
        var administration = new NpgsqlConnectionStringBuilder(_cluster!.ConnectionString) { Database = "postgres", Pooling = false };
        await using var connection = new NpgsqlConnection(administration.ConnectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand($"create database {name} template {template}", connection);
        await command.ExecuteNonQueryAsync();
        return new NpgsqlConnectionStringBuilder(_cluster.ConnectionString) { Database = name }.ConnectionString;
    }

    /// <summary>A catalogue with nothing in it.</summary>
    internal async Task<TestCatalog> NewCatalogAsync() => new(Connections.Pool(await NewAddressAsync()));
}
