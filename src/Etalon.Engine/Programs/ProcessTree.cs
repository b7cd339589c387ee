using System.Diagnostics;
using System.Globalization;
using System.Text;

namespace Etalon.Engine;

/// <summary>Finds and kills the processes that an external program has left.</summary>
internal static class ProcessTree
{
    /// <summary>
    /// The living processes of a session, those that descend from it, and those that carry a mark in their environment. What is shut
    /// in with process ids of its own cannot leave the family: orphans there go to its first process.
    /// </summary>
    public static IReadOnlyList<int> Find(int session, string name, string value)
    {
        var mark = Encoding.UTF8.GetBytes($"{name}={value}");
        var living = Living();
        var found = living.Where(process => process.Session == session || IsMarked(process.Id, mark)).Select(process => process.Id).ToHashSet();
        if (found.Count > 0)
        {
            while (living.Where(process => found.Contains(process.Parent) && !found.Contains(process.Id)).Select(process => process.Id).ToArray() is { Length: > 0 } children)
            {
                found.UnionWith(children);
            }
        }

        return [.. found];
    }

    /// <summary>Resident memory of a process; 0 if it has gone.</summary>
    public static long ResidentBytes(int pid)
    {
        var words = Read($"/proc/{pid}/statm").Split(' ');
        return words.Length > 1 ? long.Parse(words[1], CultureInfo.InvariantCulture) * Environment.SystemPageSize : 0;
    }

    /// <summary>Kills at once; a process that has gone already is fine.</summary>
    public static void Kill(int pid)
    {
        try
        {
            using var process = Process.GetProcessById(pid);
            process.Kill();
            process.WaitForExit(TimeSpan.FromMilliseconds(200));
        }
        catch (Exception gone) when (gone is ArgumentException or InvalidOperationException or System.ComponentModel.Win32Exception)
        {
            // It ended by itself.
        }
    }

    private static List<(int Id, int Parent, int Session)> Living()
    {
        var living = new List<(int, int, int)>();
        foreach (var folder in Directory.EnumerateDirectories("/proc"))
        {
            if (!int.TryParse(Path.GetFileName(folder), NumberStyles.None, CultureInfo.InvariantCulture, out var id))
            {
                continue;
            }

            // Fields after the name: state, parent, group, session.
            var stat = Read($"{folder}/stat");
            var fields = stat[(stat.LastIndexOf(')') + 1)..].Split(' ', 5, StringSplitOptions.RemoveEmptyEntries);
            if (fields.Length > 3 && fields[0] is not ("Z" or "X"))
            {
                living.Add((id, int.Parse(fields[1], CultureInfo.InvariantCulture), int.Parse(fields[3], CultureInfo.InvariantCulture)));
            }
        }

        return living;
    }

    private static bool IsMarked(int id, byte[] mark) => Encoding.UTF8.GetBytes(Read($"/proc/{id}/environ")).AsSpan().IndexOf(mark) >= 0;

    private static string Read(string path)
    {
        try
        {
            return File.ReadAllText(path);
        }
        catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
        {
            return "";
        }
    }
}
