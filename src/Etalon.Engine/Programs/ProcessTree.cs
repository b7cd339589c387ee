using System.Diagnostics;
using System.Globalization;
using System.Text;

namespace Etalon.Engine;

/// <summary>Finds and kills the processes that an external program has left.</summary>
internal static class ProcessTree
{
    /// <summary>The living processes of a session, and those that carry a mark in their environment.</summary>
    public static IReadOnlyList<int> Find(int session, string name, string value)
    {
        var found = new List<int>();
        var mark = Encoding.UTF8.GetBytes($"{name}={value}");
        foreach (var folder in Directory.EnumerateDirectories("/proc"))
        {
            if (int.TryParse(Path.GetFileName(folder), NumberStyles.None, CultureInfo.InvariantCulture, out var pid)
                && IsOurs(folder, session, mark))
            {
                found.Add(pid);
            }
        }

        return found;
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

    private static bool IsOurs(string folder, int session, byte[] mark)
    {
        var stat = Read(Path.Combine(folder, "stat"));
        var fields = stat[(stat.LastIndexOf(')') + 1)..].Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (fields.Length < 4 || fields[0] is "Z" or "X")
        {
            return false;
        }

        // Fields after the name: state, parent, group, session.
        return int.Parse(fields[3], CultureInfo.InvariantCulture) == session
            || Encoding.UTF8.GetBytes(Read(Path.Combine(folder, "environ"))).AsSpan().IndexOf(mark) >= 0;
    }

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
