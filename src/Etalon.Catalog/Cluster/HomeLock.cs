using System.Diagnostics;
using System.Globalization;
using Etalon.Cubes;

namespace Etalon.Catalog;

/// <summary>
/// Keeps a folder to one server. The kernel's file lock (flock) goes with the process, however it ends, so a crash leaves nothing
/// to clean up.
/// </summary>
public sealed class HomeLock : IDisposable
{
    /// <summary>The system takes a killed server apart, however large it was; a loaded machine takes its time.</summary>
    private static readonly TimeSpan EndingLimit = TimeSpan.FromSeconds(60);

    /// <summary>A holder is asked twice: between two looks it may have begun to end.</summary>
    private static readonly TimeSpan LivingLimit = TimeSpan.FromMilliseconds(500);

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);

    /// <summary>EWOULDBLOCK: somebody else has the lock.</summary>
    private const int WouldBlock = 11;

    private readonly FileStream _file;

    private HomeLock(FileStream file) => _file = file;

    /// <summary>Takes the lock of a folder, which is made if it is missing. A holder that is just ending is waited for.</summary>
    /// <exception cref="RefusalException">Another process holds it: <c>already-running</c>.</exception>
    public static async Task<HomeLock> TakeAsync(string folder, CancellationToken cancellation = default)
    {
        Directory.CreateDirectory(folder);
        var path = Path.Combine(folder, "lock");
        var holder = Path.Combine(folder, "lock.pid");
        var waiting = Stopwatch.StartNew();
        while (true)
        {
            if (TryOpen(path) is { } file)
            {
                await File.WriteAllTextAsync(holder, Environment.ProcessId.ToString(CultureInfo.InvariantCulture), CancellationToken.None);
                return new HomeLock(file);
            }

            var process = File.Exists(holder) ? (await File.ReadAllTextAsync(holder, cancellation)).Trim() : "unknown";
            var living = int.TryParse(process, NumberStyles.None, CultureInfo.InvariantCulture, out var id) && !EndingProcess.Is(id);
            if (waiting.Elapsed > (living ? LivingLimit : EndingLimit))
            {
                throw new RefusalException(
                    "already-running", $"Another Etalon server (process {process}) uses '{folder}'.",
                    "Use that server, stop it with 'etalon down', or choose another folder with ETALON_HOME.", RefusalKind.Conflict);
            }

            await Task.Delay(Pause, cancellation);
        }
    }

    /// <inheritdoc />
    public void Dispose() => _file.Dispose();

    private static FileStream? TryOpen(string path)
    {
        try
        {
            return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException held) when ((held.HResult & 0xFFFF) == WouldBlock)
        {
            return null;
        }
    }
}
