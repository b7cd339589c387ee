using System.Diagnostics;
using System.Globalization;
using Etalon.Cubes;
using Npgsql;

namespace Etalon.Catalog;

/// <summary>
/// A PostgreSQL of our own in a folder: made at first use, a child of this process, reachable only through a socket that nobody
/// else may enter. If the postmaster dies it is started again; if this process dies, the next start ends what is left.
/// </summary>
public sealed class PrivateCluster : IAsyncDisposable
{
    /// <summary>Puts the data folder on the postmaster's command line, where the next start looks for it.</summary>
    internal const string FolderMark = "etalon.data_folder=";

    private const string User = "etalon";
    private const int MostRestarts = 5;
    private static readonly TimeSpan RestartWindow = TimeSpan.FromMinutes(5);

    private readonly ClusterFolder _folder;
    private readonly PostgresAccount _account;
    private readonly HomeLock _lock;
    private readonly string _socketFolder;
    private readonly Action<string> _report;
    private readonly CancellationTokenSource _stopping = new();
    private Process _process;
    private Task _supervision = Task.CompletedTask;

    private PrivateCluster(
        ClusterFolder folder, PostgresAccount account, HomeLock held, string socketFolder, Process process, Action<string> report)
    {
        _folder = folder;
        _account = account;
        _lock = held;
        _socketFolder = socketFolder;
        _process = process;
        _report = report;
    }

    /// <summary>Npgsql's connection string of the database <c>etalon</c>.</summary>
    public string ConnectionString => Address(_socketFolder, "etalon");

    /// <summary>The postmaster's process id.</summary>
    public int ProcessId => _process.Id;

    /// <summary>Ends when the cluster is stopped; fails when it died and could not be started again.</summary>
    public Task Completion => _supervision;

    /// <summary>Starts the cluster of a folder, making it first if there is none.</summary>
    /// <param name="folder">Holds the data, the socket and the log; usually <c>&lt;home&gt;/postgres</c>.</param>
    /// <param name="report">Gets a sentence for each restart; may be null.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <exception cref="RefusalException">PostgreSQL is missing, or another process uses the folder.</exception>
    public static async Task<PrivateCluster> StartAsync(
        string folder, Action<string>? report = null, CancellationToken cancellation = default)
    {
        var account = PostgresAccount.Current();
        var cluster = new ClusterFolder(folder);
        var held = await HomeLock.TakeAsync(cluster.Folder, cancellation);
        try
        {
            await LeftoverPostmaster.StopAsync(cluster.DataFolder, cancellation);
            var socketFolder = cluster.MakeSocketFolder(account);
            await InitialiseAsync(cluster, account, cancellation);
            account.Own(cluster.DataFolder);
            cluster.RotateLog();
            var process = await LaunchAsync(cluster, account, socketFolder, cancellation);
            var started = new PrivateCluster(cluster, account, held, socketFolder, process, report ?? (_ => { }));
            await started.MakeDatabaseAsync(cancellation);
            started._supervision = started.SuperviseAsync();
            return started;
        }
        catch
        {
            await LeftoverPostmaster.StopAsync(cluster.DataFolder, CancellationToken.None);
            held.Dispose();
            throw;
        }
    }

    /// <summary>Closes the database cleanly; connections that are still open are cut.</summary>
    public async Task StopAsync()
    {
        if (_stopping.IsCancellationRequested)
        {
            return;
        }

        await _stopping.CancelAsync();
        await _supervision.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        foreach (var (signal, seconds) in new[] { (Posix.Interrupt, 30), (Posix.Quit, 5), (Posix.Kill, 5) })
        {
            if (_process.HasExited)
            {
                break;
            }

            Posix.Signal(_process.Id, signal);
            using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(seconds));
            await _process.WaitForExitAsync(limit.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        _process.Dispose();
        _folder.RemoveSocketFolder();
        _lock.Dispose();
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        _stopping.Dispose();
    }

    private static async Task InitialiseAsync(ClusterFolder folder, PostgresAccount account, CancellationToken cancellation)
    {
        if (folder.Version is not null)
        {
            return;
        }

        if (Directory.Exists(folder.UnfinishedFolder))
        {
            Directory.Delete(folder.UnfinishedFolder, recursive: true);
        }

        Directory.CreateDirectory(folder.UnfinishedFolder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        account.Own(folder.UnfinishedFolder);
        var initdb = Path.Combine(PostgresBinaries.Find(null), "initdb");
        var command = account.Command(
            folder.UnfinishedFolder, folder.LogFile, initdb,
            ["-D", "{folder}", "-U", User, "--auth=trust", "--encoding=UTF8", "--locale=C", "--data-checksums"]);
        using var process = Process.Start(command)!;
        await process.WaitForExitAsync(cancellation);
        if (process.ExitCode != 0)
        {
            throw Failed("made", folder);
        }

        Directory.Move(folder.UnfinishedFolder, folder.DataFolder);
    }

    /// <summary>
    /// Starts the postmaster and waits until it answers. After a kill its children live a moment longer and keep the shared memory,
    /// and a zombie keeps the lock file: such a start ends at once and is tried again for ten seconds.
    /// </summary>
    private static async Task<Process> LaunchAsync(
        ClusterFolder folder, PostgresAccount account, string socketFolder, CancellationToken cancellation)
    {
        var program = Path.Combine(PostgresBinaries.Find(folder.Version), "postgres");
        var command = account.Command(
            folder.DataFolder, folder.LogFile, program, PostgresSettings.Arguments(socketFolder, FolderMark + folder.DataFolder));
        var clock = Stopwatch.StartNew();
        while (true)
        {
            var process = Process.Start(command)!;
            process.StandardInput.Close();
            if (await AnswersAsync(process, socketFolder, cancellation))
            {
                return process;
            }

            process.Dispose();
            if (clock.Elapsed > TimeSpan.FromSeconds(10))
            {
                throw Failed("started", folder);
            }

            await Task.Delay(TimeSpan.FromMilliseconds(200), cancellation);
        }
    }

    /// <summary>True once a query is answered; false if the process ended before. Recovery after a crash may take minutes.</summary>
    private static async Task<bool> AnswersAsync(Process process, string socketFolder, CancellationToken cancellation)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limit.CancelAfter(TimeSpan.FromMinutes(10));
        while (!process.HasExited)
        {
            try
            {
                await using var connection = new NpgsqlConnection(Address(socketFolder, "postgres") + ";Pooling=false");
                await connection.OpenAsync(limit.Token);
                return true;
            }
            catch (NpgsqlException)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(10), limit.Token);
            }
        }

        return false;
    }

    private static string Address(string socketFolder, string database) =>
        new NpgsqlConnectionStringBuilder { Host = socketFolder, Username = User, Database = database, Timeout = 15 }.ConnectionString;

    private static RefusalException Failed(string verb, ClusterFolder folder) => new(
        "database-failed", $"The private database could not be {verb}. Its log ends with:\n{folder.LogTail()}",
        $"See '{folder.LogFile}'. Check free disk space and the rights of '{folder.Folder}'.", RefusalKind.Conflict);

    private async Task MakeDatabaseAsync(CancellationToken cancellation)
    {
        await using var connection = new NpgsqlConnection(Address(_socketFolder, "postgres") + ";Pooling=false");
        await connection.OpenAsync(cancellation);
        await using var find = new NpgsqlCommand("select 1 from pg_database where datname = 'etalon'", connection);
        if (await find.ExecuteScalarAsync(cancellation) is null)
        {
            await using var make = new NpgsqlCommand("create database etalon", connection);
            await make.ExecuteNonQueryAsync(cancellation);
        }
    }

    private async Task SuperviseAsync()
    {
        var restarts = new Queue<long>();
        while (true)
        {
            await _process.WaitForExitAsync(_stopping.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (_stopping.IsCancellationRequested)
            {
                return;
            }

            while (restarts.TryPeek(out var first) && Stopwatch.GetElapsedTime(first) > RestartWindow)
            {
                restarts.Dequeue();
            }

            if (restarts.Count >= MostRestarts)
            {
                throw Failed("kept running", _folder);
            }

            restarts.Enqueue(Stopwatch.GetTimestamp());
            _report(string.Create(CultureInfo.InvariantCulture, $"The database ended (exit code {_process.ExitCode}) and is started again."));
            var next = await LaunchAsync(_folder, _account, _socketFolder, _stopping.Token);
            _process.Dispose();
            _process = next;
        }
    }
}
