using System.Globalization;

namespace Etalon.Catalog;

/// <summary>
/// A postmaster of ours that outlived its server (the server was killed). Only called by the holder of the folder's lock, so no
/// living server needs it any more.
/// </summary>
internal static class LeftoverPostmaster
{
    private static readonly (int Signal, TimeSpan Limit)[] Steps =
    [
        (Posix.Interrupt, TimeSpan.FromSeconds(20)),
        (Posix.Quit, TimeSpan.FromSeconds(5)),
        (Posix.Kill, TimeSpan.FromSeconds(5)),
    ];

    /// <summary>Ends the postmaster named in the data folder's <c>postmaster.pid</c>, if it lives and works in that folder.</summary>
    public static async Task StopAsync(string dataFolder, CancellationToken cancellation)
    {
        if (Find(dataFolder) is not { } process)
        {
            return;
        }

        foreach (var (signal, limit) in Steps)
        {
            Posix.Signal(process, signal);
            var waited = TimeSpan.Zero;
            var pause = TimeSpan.FromMilliseconds(20);
            while (waited < limit)
            {
                if (!IsPostmasterOf(process, dataFolder))
                {
                    return;
                }

                await Task.Delay(pause, cancellation);
                waited += pause;
            }
        }
    }

    /// <summary>The living postmaster of a data folder, or null.</summary>
    public static int? Find(string dataFolder)
    {
        var file = Path.Combine(dataFolder, "postmaster.pid");
        if (!File.Exists(file)
            || !int.TryParse(File.ReadLines(file).FirstOrDefault(), CultureInfo.InvariantCulture, out var process))
        {
            return null;
        }

        return IsPostmasterOf(process, dataFolder) ? process : null;
    }

    /// <summary>Process ids are used again: the command line must name the folder. A zombie has an empty one, and counts as dead.</summary>
    private static bool IsPostmasterOf(int process, string dataFolder)
    {
        try
        {
            var command = File.ReadAllText(string.Create(CultureInfo.InvariantCulture, $"/proc/{process}/cmdline")).Split('\0');
            return Path.GetFileName(command[0]) is "postgres" or "postmaster"
                && command.Contains(PrivateCluster.FolderMark + dataFolder, StringComparer.Ordinal);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }
}
