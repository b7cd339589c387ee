using System.Diagnostics;
using Etalon.Cubes;
using Etalon.Operators;

namespace Etalon.Engine;

/// <summary>
/// Runs an external program in a folder of its own, with limits of time and memory, and within walls where it is to be shut in. At a
/// limit, at cancellation and at the end every process that descends from it is killed: those of its session, their children, and
/// those that carry its mark in their environment.
/// </summary>
public sealed class ProgramRunner(TimeProvider clock)
{
    private const string Mark = "ETALON_PROGRAM";
    private const int LastWords = 800;
    private static readonly TimeSpan Watch = TimeSpan.FromMilliseconds(100);

    /// <summary>Runs to the end.</summary>
    /// <param name="request">The command line and its limits.</param>
    /// <param name="folder">The working folder; it exists. What the program says is kept beside it.</param>
    /// <param name="arguments">Arguments with all file names filled in, as the program sees them.</param>
    /// <param name="log">The run's log, which gets all it says as well; empty for none.</param>
    /// <param name="cancellation">Kills the program.</param>
    /// <exception cref="RefusalException">The program is missing, fails, exceeds a limit, or cannot be shut in.</exception>
    public void Run(ProgramRequest request, string folder, IReadOnlyList<string> arguments, string log, CancellationToken cancellation)
    {
        // Not in the folder, where a program could put a link in their place.
        var printed = request.PrintedTo.Length > 0 ? request.PrintedTo : $"{folder}-printed";
        var complaints = request.ComplaintsTo.Length > 0 ? request.ComplaintsTo : $"{folder}-complaints";
        var (executable, line) = request.Walls is { } walls
            ? ProgramSandbox.Wrap(request, walls, folder, arguments)
            : (request.Executable, arguments);
        int code;
        using (var shared = log.Length == 0 ? null : ProgramText.Append(log))
        using (var said = ProgramText.Create(printed, shared))
        using (var complained = ProgramText.Create(complaints, shared))
        {
            code = Execute(request, Start(request, executable, folder, line), said, complained, cancellation);
        }

        if (code == 0)
        {
            return;
        }

        var (errors, output) = (ProgramText.Tail(complaints, LastWords), ProgramText.Tail(printed, LastWords));
        if (request.Walls is not null)
        {
            ProgramSandbox.CheckStood(errors);
        }

        throw new RefusalException(
            "program-failed", $"'{request.Executable}' ended with exit code {code}. Its last words: {(errors.Length > 0 ? errors : output)}",
            "Look at its arguments; the run's log has all that it said.");
    }

    /// <summary>Where a program is: a full path as it is, a name on the path; null if there is none.</summary>
    public static string? Find(string executable)
    {
        if (executable.Contains('/', StringComparison.Ordinal))
        {
            return File.Exists(executable) ? executable : null;
        }

        var path = Environment.GetEnvironmentVariable("PATH") ?? "/usr/bin:/bin";
        return path.Split(':').Select(folder => Path.Combine(folder, executable)).FirstOrDefault(File.Exists);
    }

    private static (Process Process, string Mark) Start(ProgramRequest request, string executable, string folder, IReadOnlyList<string> arguments)
    {
        var mark = Guid.NewGuid().ToString("N");
        var start = new ProcessStartInfo("/usr/bin/setsid")
        {
            WorkingDirectory = folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        start.ArgumentList.Add(Find(executable) ?? throw new RefusalException(
            "missing-program", $"The program '{executable}' is not on this machine.", "Install it, or give its full path.", RefusalKind.Unsupported));
        foreach (var argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        start.Environment.Clear();
        start.Environment["PATH"] = Environment.GetEnvironmentVariable("PATH") ?? "/usr/bin:/bin";
        start.Environment["HOME"] = folder;
        start.Environment["TMPDIR"] = folder;
        start.Environment["LC_ALL"] = "C.UTF-8";
        foreach (var (name, value) in request.Walls is null ? request.Environment : request.Environment.Clear())
        {
            start.Environment[name] = value;
        }

        start.Environment[Mark] = mark;
        start.Environment[LeftoverProcesses.Mark] = Environment.GetEnvironmentVariable(LeftoverProcesses.Mark);
        return (Process.Start(start) ?? throw new InvalidOperationException("The program did not start."), mark);
    }

    private int Execute(
        ProgramRequest request, (Process Process, string Mark) started, ProgramText said, ProgramText complained, CancellationToken cancellation)
    {
        using var process = started.Process;
        try
        {
            var copies = Task.WhenAll(said.CopyAsync(process.StandardOutput.BaseStream), complained.CopyAsync(process.StandardError.BaseStream));
            Feed(process, request.StandardInput);
            Await(process, request, started.Mark, cancellation);
            KillAll(process.Id, started.Mark);
            copies.Wait(TimeSpan.FromSeconds(5), CancellationToken.None);
        }
        finally
        {
            KillAll(process.Id, started.Mark);
        }

        return process.ExitCode;
    }

    private static void Feed(Process process, string text)
    {
        try
        {
            process.StandardInput.Write(text);
            process.StandardInput.Close();
        }
        catch (IOException)
        {
            // It has ended without reading.
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
}
