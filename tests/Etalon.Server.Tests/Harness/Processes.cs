using System.Globalization;
using System.Runtime.InteropServices;

namespace Etalon.Server.Tests;

/// <summary>Looks at processes through /proc, and kills those that a test has started.</summary>
internal static partial class Processes
{
    private const int SigKill = 9;

    /// <summary><c>kill -9</c>.</summary>
    public static void Kill(int process) => _ = Signal(process, SigKill);

    /// <summary>Any other signal.</summary>
    public static void Send(int process, int signal) => _ = Signal(process, signal);

    /// <summary>Whether a process lives; a zombie does not.</summary>
    public static bool Lives(int process) => Stat(process) is { Length: > 0 } fields && fields[0] is not ("Z" or "X");

    /// <summary>The living children of a process.</summary>
    public static int[] ChildrenOf(int parent) =>
        [.. Directory.EnumerateDirectories("/proc")
            .Select(folder => int.TryParse(Path.GetFileName(folder), NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? id : 0)
            .Where(id => id > 0 && Stat(id) is { Length: > 1 } fields && fields[0] is not ("Z" or "X")
                && int.Parse(fields[1], CultureInfo.InvariantCulture) == parent)];

    /// <summary>The living processes with an argument.</summary>
    public static int[] WithArgument(string argument) =>
        [.. Directory.EnumerateDirectories("/proc")
            .Select(folder => int.TryParse(Path.GetFileName(folder), NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? id : 0)
            .Where(id => id > 0 && Read($"/proc/{id}/cmdline").Split('\0').Contains(argument, StringComparer.Ordinal))];

    /// <summary>The command line of a process; empty when it has gone.</summary>
    public static string CommandOf(int process) => Read($"/proc/{process}/cmdline").Replace('\0', ' ').Trim();

    /// <summary>Waits until a condition holds; false if it does not within the limit.</summary>
    public static async Task<bool> BecomesAsync(Func<bool> condition, TimeSpan limit)
    {
        using var stop = new CancellationTokenSource(limit);
        while (!condition())
        {
            if (stop.IsCancellationRequested)
            {
                return false;
            }

            await Task.Delay(25);
        }

        return true;
    }

    /// <summary>The fields after the name: state, parent, …</summary>
    private static string[] Stat(int process)
    {
        var text = Read($"/proc/{process}/stat");
        return text.Length == 0 ? [] : text[(text.LastIndexOf(')') + 2)..].Split(' ');
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

    [LibraryImport("libc", EntryPoint = "kill")]
    private static partial int Signal(int process, int signal);
}
