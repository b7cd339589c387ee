using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Etalon.Catalog;

namespace Etalon.Server;

/// <summary>Where pyramids lie: a folder for each dataset, a store for each cube. They can be deleted at any time; what is needed is made again.</summary>
/// <param name="home">The folder of everything.</param>
/// <param name="clock">Says when one was looked at.</param>
/// <param name="mostBytes">What was looked at longest ago makes room above this.</param>
internal sealed class PyramidFolders(EtalonHome home, TimeProvider clock, long mostBytes)
{
    /// <summary>A store of a cube as it is now; a file that has changed has another.</summary>
    public string Store(DatasetSummary dataset, string cube)
    {
        var version = dataset.ContentId ?? "";
        if (dataset.External)
        {
            var file = new FileInfo(home.Resolve(dataset.Location));
            version += string.Create(CultureInfo.InvariantCulture, $"\n{(file.Exists ? file.Length : 0)}\n{file.LastWriteTimeUtc.Ticks}");
        }

        return Path.Combine(home.PyramidFolder(dataset.Id), $"{Short(cube)}-{Short(version)}.zarr");
    }

    /// <summary>Whether it is there; from now on it counts as looked at.</summary>
    public bool Touch(string store)
    {
        if (!Directory.Exists(store))
        {
            return false;
        }

        try
        {
            Directory.SetLastWriteTimeUtc(store, clock.GetUtcNow().UtcDateTime);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // On a medium that cannot be written to it is read all the same.
        }

        return true;
    }

    /// <summary>Removes what a killed server left half made.</summary>
    public void Sweep()
    {
        if (Directory.Exists(home.Pyramids))
        {
            foreach (var part in Directory.EnumerateDirectories(home.Pyramids, "*.part", SearchOption.AllDirectories).ToArray())
            {
                StagingFolder.Remove(part);
            }
        }
    }

    /// <summary>Removes former ones of the same cube, then those that were looked at longest ago, until there is room.</summary>
    public void MakeRoom(string made)
    {
        var cube = Path.GetFileName(made).Split('-')[0];
        foreach (var former in Directory.EnumerateDirectories(Path.GetDirectoryName(made)!, $"{cube}-*.zarr").Where(former => !string.Equals(former, made, StringComparison.Ordinal)).ToArray())
        {
            StagingFolder.Remove(former);
        }

        var all = Directory.EnumerateDirectories(home.Pyramids, "*.zarr", SearchOption.AllDirectories)
            .Select(static path => (Path: path, Bytes: Bytes(path), Used: Directory.GetLastWriteTimeUtc(path))).OrderBy(static store => store.Used).ToList();
        var bytes = all.Sum(static store => store.Bytes);
        foreach (var store in all.Where(store => !string.Equals(store.Path, made, StringComparison.Ordinal)).TakeWhile(store => bytes > mostBytes))
        {
            StagingFolder.Remove(store.Path);
            bytes -= store.Bytes;
        }
    }

    private static long Bytes(string folder) => new DirectoryInfo(folder).EnumerateFiles("*", SearchOption.AllDirectories).Sum(static file => file.Length);

    private static string Short(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)).AsSpan(0, 8));
}
