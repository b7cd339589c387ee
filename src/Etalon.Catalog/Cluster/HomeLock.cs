using System.Globalization;
using Etalon.Cubes;

namespace Etalon.Catalog;

/// <summary>
/// Keeps a folder to one server. The kernel's file lock (flock) goes with the process, however it ends, so a crash leaves nothing
/// to clean up.
/// </summary>
public sealed class HomeLock : IDisposable
{
    private readonly FileStream _file;

    private HomeLock(FileStream file) => _file = file;

    /// <summary>Takes the lock of a folder, which is made if it is missing.</summary>
    /// <exception cref="RefusalException">Another process holds it: <c>already-running</c>.</exception>
    public static HomeLock Take(string folder)
    {
        Directory.CreateDirectory(folder);
        var path = Path.Combine(folder, "lock");
        var holder = Path.Combine(folder, "lock.pid");
        try
        {
            var file = new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            File.WriteAllText(holder, Environment.ProcessId.ToString(CultureInfo.InvariantCulture));
            return new HomeLock(file);
        }
        catch (IOException e) when (e is not (DirectoryNotFoundException or FileNotFoundException or PathTooLongException))
        {
            var process = File.Exists(holder) ? File.ReadAllText(holder).Trim() : "unknown";
            throw new RefusalException(
                "already-running", $"Another Etalon server (process {process}) uses '{folder}'.",
                "Use that server, stop it with 'etalon down', or choose another folder with ETALON_HOME.", RefusalKind.Conflict, e);
        }
    }

    /// <inheritdoc />
    public void Dispose() => _file.Dispose();
}
