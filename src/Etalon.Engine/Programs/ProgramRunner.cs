using System.Diagnostics;
using Etalon.Cubes;
using Etalon.Operators;

namespace Etalon.Engine;

/// <summary>
/// Runs an external program in a folder of its own, with limits of time and memory. At a limit, at cancellation and at the end
/// every process that descends from it is killed: those of its session and those that carry its mark in their environment.
/// </summary>
public sealed class ProgramRunner(TimeProvider clock)
{
    private const string Mark = "ETALON_PROGRAM";
    private const long MostLogBytes = 8L << 20;
    private static readonly TimeSpan Watch = TimeSpan.FromMilliseconds(100);

    /// <summary>Runs to the end.</summary>
    /// <param name="request">The command line and its limits.</param>
    /// <param name="folder">The working folder; it exists.</param>
    /// <param name="arguments">Arguments with all file names filled in.</param>
    /// <param name="cancellation">Kills the program.</param>
    /// <exception cref="RefusalException">The program is missing, fails, or exceeds a limit.</exception>
    public void Run(ProgramRequest request, string folder, IReadOnlyList<string> arguments, CancellationToken cancellation)
    {
        var log = Path.Combine(folder, "program.log");
        var code = Execute(request, folder, arguments, log, log, cancellation);
        if (code != 0)
        {
            throw new RefusalException(
                "program-failed", $"'{request.Executable}' ended with exit code {code}. Its last words: {Tail(log)}",
                $"The whole output is in {log}.");
        }
    }

    /// <summary>Runs to the end and says the exit code, whatever it is.</summary>
    /// <param name="request">The command line and its limits.</param>
    /// <param name="folder">The working folder; it exists.</param>
    /// <param name="arguments">Arguments with all file names filled in.</param>
    /// <param name="outputFile">What it prints goes here.</param>
    /// <param name="errorFile">What it complains of goes here; it may be the same file.</param>
    /// <param name="cancellation">Kills the program.</param>
    /// <exception cref="RefusalException">The program is missing or exceeds a limit.</exception>
    public int Execute(
        ProgramRequest request, string folder, IReadOnlyList<string> arguments, string outputFile, string errorFile, CancellationToken cancellation)
    {
        var mark = Guid.NewGuid().ToString("N");
        using var process = Start(request, folder, arguments, mark);
        try
        {
            using var output = new FileStream(outputFile, FileMode.Create, FileAccess.Write, FileShare.ReadWrite);
            using var own = string.Equals(outputFile, errorFile, StringComparison.Ordinal) ? null : new FileStream(errorFile, FileMode.Create, FileAccess.Write, FileShare.ReadWrite);
            var gate = new Lock();
            var copies = Task.WhenAll(
                Copy(process.StandardOutput.BaseStream, output, gate), Copy(process.StandardError.BaseStream, own ?? output, gate));
            process.StandardInput.Write(request.StandardInput);
            process.StandardInput.Close();
            Await(process, request, mark, cancellation);
            KillAll(process.Id, mark);
            copies.Wait(TimeSpan.FromSeconds(5), CancellationToken.None);
        }
        finally
        {
            KillAll(process.Id, mark);
        }

        return process.ExitCode;
    }

    private static Process Start(ProgramRequest request, string folder, IReadOnlyList<string> arguments, string mark)
    {
        var executable = Find(request.Executable);
        var start = new ProcessStartInfo("/usr/bin/setsid")
        {
            WorkingDirectory = folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        start.ArgumentList.Add(executable);
        foreach (var argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        start.Environment.Clear();
        start.Environment["PATH"] = Environment.GetEnvironmentVariable("PATH") ?? "/usr/bin:/bin";
        start.Environment["HOME"] = folder;
        start.Environment["TMPDIR"] = folder;
        start.Environment["LC_ALL"] = "C.UTF-8";
        start.Environment[Mark] = mark;
        start.Environment[LeftoverProcesses.Mark] = Environment.GetEnvironmentVariable(LeftoverProcesses.Mark);
        return Process.Start(start) ?? throw new InvalidOperationException("The program did not start.");
    }

    private static string Find(string executable)
    {
        if (executable.Contains('/', StringComparison.Ordinal))
        {
            return File.Exists(executable) ? executable : throw Missing(executable);
        }

        var path = Environment.GetEnvironmentVariable("PATH") ?? "/usr/bin:/bin";
        return path.Split(':').Select(folder => Path.Combine(folder, executable)).FirstOrDefault(File.Exists)
            ?? throw Missing(executable);
    }

    private static RefusalException Missing(string executable) => new(
        "missing-program", $"The program '{executable}' is not on this machine.", "Install it, or give its full path.",
        RefusalKind.Unsupported);

    private static async Task Copy(Stream from, FileStream to, Lock gate)
    {
        var buffer = new byte[16 << 10];
        for (var read = await from.ReadAsync(buffer); read > 0; read = await from.ReadAsync(buffer))
        {
            // A program that floods its output keeps running; only the beginning is kept.
            lock (gate)
            {
                if (to.Length < MostLogBytes)
                {
                    to.Write(buffer, 0, read);
                    to.Flush();
                }
            }
        }
    }

    private void Await(Process process, ProgramRequest request, string mark, CancellationToken cancellation)
    {
        var began = clock.GetTimestamp();
        while (!process.WaitForExit(Watch))
        {
            cancellation.ThrowIfCancellationRequested();
            if (clock.GetElapsedTime(began) > request.TimeLimit)
            {
                throw new RefusalException(
                    "time-limit", $"'{request.Executable}' ran longer than its limit of {request.TimeLimit.TotalSeconds:F0} s and was killed.",
                    "Raise the limit, or give it less to do.", RefusalKind.TooLarge);
            }

            var used = ProcessTree.Find(process.Id, Mark, mark).Sum(ProcessTree.ResidentBytes);
            if (used > request.MemoryLimitBytes)
            {
                throw new RefusalException(
                    "memory-limit",
                    $"'{request.Executable}' used {used / 1e6:F0} MB, more than its limit of {request.MemoryLimitBytes / 1e6:F0} MB, and was killed.",
                    "Raise the limit, or give it less to do.", RefusalKind.TooLarge);
            }
        }
    }

    private static void KillAll(int session, string mark)
    {
        // A process may fork while it is being killed: look again until nobody is left.
        for (var round = 0; round < 20; round++)
        {
            var left = ProcessTree.Find(session, Mark, mark);
            if (left.Count == 0)
            {
                return;
            }

            foreach (var pid in left)
            {
                ProcessTree.Kill(pid);
            }
        }
    }

    private static string Tail(string log)
    {
        var text = File.ReadAllText(log);
        return text.Length > 600 ? "…" + text[^600..].Trim() : text.Trim();
    }
}
