using System.Diagnostics;
using Etalon.Cubes;
using Npgsql;

namespace Etalon.Catalog.Tests;

/// <summary>Starts clusters of their own, in a home that only its owner may enter, as /root is.</summary>
public sealed class PrivateClusterTests : IDisposable
{
    private readonly string _home = Directory.CreateTempSubdirectory("etalon-home-").FullName;

    public void Dispose() => Directory.Delete(_home, recursive: true);

    [Fact]
    public async Task A_killed_postmaster_is_started_again_and_nothing_acknowledged_is_lost()
    {
        await using var catalog = await CatalogDatabase.OpenAsync(new CatalogOptions(_home));
        await ExecuteAsync(catalog.Source, "create table kept (x int)");
        var written = 0L;
        for (var round = 0; round < 3; round++)
        {
            using var stop = new CancellationTokenSource();
            var writer = Task.Run(async () =>
            {
                while (!stop.IsCancellationRequested)
                {
                    try
                    {
                        await ExecuteAsync(catalog.Source, "insert into kept values (1)");
                        Interlocked.Increment(ref written);
                    }
                    catch (NpgsqlException)
                    {
                        // cut in the middle: not acknowledged
                    }
                }
            });
            var start = Interlocked.Read(ref written);
            await WaitAsync(() => Interlocked.Read(ref written) > start + 20);

            var before = catalog.Cluster!.ProcessId;
            Posix.Signal(before, Posix.Kill);
            await WaitAsync(() => catalog.Cluster.ProcessId != before);
            var after = Interlocked.Read(ref written);
            await WaitAsync(() => Interlocked.Read(ref written) > after + 5);
            await stop.CancelAsync();
            await writer;
        }

        await using var count = catalog.Source.CreateCommand("select count(*) from kept");
        Assert.InRange((long)(await count.ExecuteScalarAsync())!, written, written + 3); // one per kill may be written, but not acknowledged
    }

    [Fact]
    public async Task A_postmaster_that_outlived_its_server_is_ended_by_the_next_start()
    {
        var folder = Path.Combine(_home, "postgres");
        await (await PrivateCluster.StartAsync(folder)).DisposeAsync();

        // What a killed server leaves: a postmaster without anybody who knows it.
        var account = PostgresAccount.Current();
        var files = new ClusterFolder(folder);
        var sockets = files.MakeSocketFolder(account);
        using var leftover = Process.Start(account.Command(
            files.DataFolder, files.LogFile, Path.Combine(PostgresBinaries.Find(files.Version), "postgres"),
            PostgresSettings.Arguments(sockets, PrivateCluster.FolderMark + files.DataFolder)))!;
        await WaitAsync(() => LeftoverPostmaster.Find(files.DataFolder) == leftover.Id);

        await using var cluster = await PrivateCluster.StartAsync(folder);

        Assert.NotEqual(leftover.Id, cluster.ProcessId);
        Assert.True(leftover.WaitForExit(TimeSpan.FromSeconds(5)));
        await using var connection = new NpgsqlConnection(cluster.ConnectionString);
        await connection.OpenAsync();
    }

    [Fact]
    public async Task A_second_server_on_one_home_or_one_database_is_refused()
    {
        await using var catalog = await CatalogDatabase.OpenAsync(new CatalogOptions(_home));

        var home = await Assert.ThrowsAsync<RefusalException>(() => CatalogDatabase.OpenAsync(new CatalogOptions(_home)));
        var database = await Assert.ThrowsAsync<RefusalException>(
            () => CatalogDatabase.OpenAsync(new CatalogOptions(Path.Combine(_home, "second"), catalog.Cluster!.ConnectionString)));

        Assert.Equal(("already-running", "already-running"), (home.Code, database.Code));
        Assert.Contains(Environment.ProcessId.ToString(System.Globalization.CultureInfo.InvariantCulture), home.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_stopped_cluster_leaves_no_process_and_no_socket_and_starts_again_with_its_data()
    {
        var first = await CatalogDatabase.OpenAsync(new CatalogOptions(_home));
        await ExecuteAsync(first.Source, "create table kept as select 42 as x");
        var process = first.Cluster!.ProcessId;
        var sockets = new NpgsqlConnectionStringBuilder(first.Cluster.ConnectionString).Host!;
        await first.DisposeAsync();

        Assert.False(Directory.Exists($"/proc/{process}"));
        Assert.Empty(Directory.Exists(sockets) ? Directory.GetFileSystemEntries(sockets) : []);
        Assert.Contains("database system is shut down", await File.ReadAllTextAsync(Path.Combine(_home, "postgres", "postgres.log")), StringComparison.Ordinal);

        await using var second = await CatalogDatabase.OpenAsync(new CatalogOptions(_home));
        await using var read = second.Source.CreateCommand("select x from kept");
        Assert.Equal(42, await read.ExecuteScalarAsync());
    }

    [Fact]
    public async Task A_home_with_a_long_path_works()
    {
        var deep = Path.Combine(_home, new string('a', 80), new string('b', 80));

        await using var cluster = await PrivateCluster.StartAsync(deep);

        await using var connection = new NpgsqlConnection(cluster.ConnectionString);
        await connection.OpenAsync();
        await using var read = new NpgsqlCommand("show data_checksums", connection);
        Assert.Equal("on", await read.ExecuteScalarAsync());
    }

    private static async Task ExecuteAsync(NpgsqlDataSource source, string query)
    {
        await using var connection = await source.ConnectAsync(CancellationToken.None);
        await using var command = new NpgsqlCommand(query, connection);
        await command.ExecuteNonQueryAsync();
    }

    private static async Task WaitAsync(Func<bool> condition)
    {
        var clock = Stopwatch.StartNew();
        while (!condition())
        {
            Assert.True(clock.Elapsed < TimeSpan.FromSeconds(30), "Waited for half a minute.");
            await Task.Delay(20);
        }
    }
}
