using System.Diagnostics;
using System.Globalization;
using System.Text;

namespace Etalon.Engine;

/// <summary>
/// Workers, MPI ranks and external programs carry a mark in their environment that names the data folder they work for, and the
/// worker they belong to. So whoever holds the folder finds what outlived a killed server or worker, and ends it.
/// </summary>
public static class LeftoverProcesses
{
    /// <summary>The variable.</summary>
    public const string Mark = "ETALON_WORKER";

    /// <summary>A process that hangs in the kernel cannot be waited for; it writes nothing either.</summary>
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(10);

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(10);

    /// <summary>The variable's value.</summary>
    /// <param name="home">The data folder.</param>
    /// <param name="worker">One worker, with whatever it starts.</param>
    public static string MarkOf(string home, string worker) => $"{home}\n{worker}";

    /// <summary>Kills whatever works for a data folder, and waits until it has gone. For a server's start.</summary>
    public static Task EndAsync(string home, CancellationToken cancellation) => EndMarkedAsync($"{Mark}={home}\n", cancellation);

    /// <summary>Kills what one worker has left, and waits until it has gone.</summary>
    public static Task EndAsync(string home, string worker, CancellationToken cancellation) =>
        EndMarkedAsync($"{Mark}={MarkOf(home, worker)}\0", cancellation);

    private static async Task EndMarkedAsync(string mark, CancellationToken cancellation)
    {
        var bytes = Encoding.UTF8.GetBytes(mark);
        var waiting = Stopwatch.StartNew();
        while (Find(bytes) is { Count: > 0 } left && waiting.Elapsed < Limit)
        {
            // A process may fork while it is being killed: look again until nobody is left.
            foreach (var process in left)
            {
                ProcessTree.Kill(process);
            }

            await Task.Delay(Pause, cancellation);
        }
    }

    private static List<int> Find(byte[] mark) =>
    [
        .. Directory.EnumerateDirectories("/proc")
            .Select(folder => int.TryParse(Path.GetFileName(folder), NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? id : 0)
            .Where(id => id > 0 && id != Environment.ProcessId && IsMarked(id, mark)),
    ];

    private static bool IsMarked(int process, byte[] mark)
    {
        try
        {
            ReadOnlySpan<byte> environment = File.ReadAllBytes($"/proc/{process}/environ");
            var at = environment.IndexOf(mark);
            return at == 0 || (at > 0 && environment[at - 1] == 0);
        }
        catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
        {
            // It has ended, or it is another person's and so none of ours.
            return false;
        }
    }
}
