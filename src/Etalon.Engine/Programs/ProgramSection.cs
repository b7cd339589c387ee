using Etalon.Cubes;
using Etalon.Operators;
using Etalon.Storage;

namespace Etalon.Engine;

/// <summary>Executes a program step: writes its inputs as files, runs it, reads its declared files back.</summary>
internal sealed class ProgramSection(
    ResolvedNode node, IReadOnlyDictionary<string, ResolvedNode> nodes, SectionCubes cubes, DatasetFormats formats, BufferPool pool,
    ProgressMeter meter, int workers)
{
    /// <summary>Runs the program and fills the writers.</summary>
    public void Run(
        (SectionOutput Output, ICubeWriter Writer, Func<ICubeReader> Reopen)[] targets, RunRequest request, CancellationToken cancellation)
    {
        var program = node.Operator.ProgramRequest(node.Inputs);
        var folder = Path.Combine(request.OutputFolder, $"program-{node.Id.Replace('/', '-')}");
        if (Directory.Exists(folder))
        {
            Directory.Delete(folder, recursive: true);
        }

        Directory.CreateDirectory(folder);
        WriteInputs(program, folder, cancellation);
        BeginOnce(program, request, folder + ".begun");
        var names = Names(program, folder);
        new ProgramRunner(TimeProvider.System).Run(
            program, folder, [.. program.Arguments.Select(argument => Fill(argument, names))], request.Log, cancellation);
        foreach (var (output, writer, _) in targets)
        {
            var file = program.OutputFiles.ElementAt(output.Port).Value;
            ReadBack(Inside(folder, file), writer, cancellation);
        }

        Take(program, folder);
        meter.Done(1, 0);
    }

    /// <summary>
    /// A program without outputs of its own is run for what else it does: nobody knows how much of that an interrupted execution has done, so it is not run
    /// again without having been asked for. Whether it was begun is on disk before it is.
    /// </summary>
    private static void BeginOnce(ProgramRequest program, RunRequest request, string mark)
    {
        if (program.OutputFiles.Count > 0)
        {
            return;
        }

        if (request.Resume && File.Exists(mark))
        {
            throw new RefusalException(
                "program-interrupted", $"'{Path.GetFileName(program.Executable)}' was interrupted when the server ended; it is not run a second time by itself.",
                "Look at what it has done, and ask for it again.", RefusalKind.Conflict);
        }

        using var file = new FileStream(mark, FileMode.Create, FileAccess.Write);
        file.Flush(flushToDisk: true);
    }

    private static string Fill(string argument, Dictionary<string, string> names) =>
        names.Aggregate(argument, (text, name) => text.Replace(name.Key, name.Value, StringComparison.Ordinal));

    private static string InputFile(ProgramRequest program, int port) => $"in-{port}.{program.InputFormat}";

    /// <summary>The file that the program was to make, at its place.</summary>
    private static void Take(ProgramRequest program, string folder)
    {
        if (program.Made.Length == 0)
        {
            return;
        }

        var made = new FileInfo(Path.Combine(folder, Path.GetFileName(program.Made)));
        if (!made.Exists || made.LinkTarget is not null)
        {
            throw new RefusalException(
                "missing-output", $"The program ended well but did not write '{made.Name}'.", "'{made}' among its arguments is the file to be written.", RefusalKind.Missing);
        }

        File.Move(made.FullName, program.Made, overwrite: true);
    }

    private static string Inside(string folder, string file)
    {
        var path = Path.GetFullPath(Path.Combine(folder, file));
        return path.StartsWith(folder + "/", StringComparison.Ordinal)
            ? path
            : throw new RefusalException("outside-folder", $"The program's file '{file}' lies outside its own folder.", "Use a plain file name.");
    }

    /// <summary>What stands for files in the arguments, and the files as the program sees them.</summary>
    private Dictionary<string, string> Names(ProgramRequest program, string folder)
    {
        var seen = program.Walls is null ? folder : ProgramSandbox.Work;
        var names = new Dictionary<string, string>(StringComparer.Ordinal) { ["{made}"] = Path.Combine(seen, Path.GetFileName(program.Made)) };
        for (var i = 0; i < node.Inputs.Count; i++)
        {
            names[$"{{in:{node.Inputs.Ports[i].Name}}}"] = Path.Combine(seen, InputFile(program, i));
        }

        foreach (var (port, file) in program.OutputFiles)
        {
            names[$"{{out:{port}}}"] = Path.Combine(seen, Path.GetRelativePath(folder, Inside(folder, file)));
        }

        return names;
    }

    private void WriteInputs(ProgramRequest program, string folder, CancellationToken cancellation)
    {
        for (var i = 0; i < node.Inputs.Count; i++)
        {
            SinkSection.WriteFile(
                formats[program.InputFormat], Path.Combine(folder, InputFile(program, i)), [node.Links[i]], [node.Inputs.Ports[i].Cube], nodes, cubes, pool,
                meter, cancellation, workers);
        }
    }

    private unsafe void ReadBack(string file, ICubeWriter writer, CancellationToken cancellation)
    {
        if (!File.Exists(file) && !Directory.Exists(file))
        {
            throw new RefusalException(
                "missing-output", $"The program ended well but did not write '{Path.GetFileName(file)}'.", "Look at its log.", RefusalKind.Missing);
        }

        using var dataset = formats.Open(file);
        using var reader = dataset.Open(dataset.DefaultCube);
        if (reader.Cube.Type != writer.Cube.Type || !reader.Cube.Shape.AsSpan().SequenceEqual(writer.Cube.Shape.AsSpan()))
        {
            throw new RefusalException(
                "unexpected-output",
                $"The program wrote {reader.Cube.Type.Name()} [{string.Join(", ", reader.Cube.Shape)}] where {writer.Cube.Type.Name()} [{string.Join(", ", writer.Cube.Shape)}] was declared.",
                "Correct the program or its declaration.");
        }

        var ledger = new CompletionLedger(writer, static _ => { });
        for (var chunk = 0L; chunk < writer.Chunks.Count; chunk++)
        {
            var region = writer.Chunks[chunk];
            using var buffer = pool.Rent(region.Samples * writer.Cube.Type.Bytes());
            reader.Read(region, buffer.Pointer, pool, cancellation);
            writer.Write(region, buffer.Pointer, pool, cancellation);
            ledger.Wrote(region);
        }

        ledger.Drain();
    }
}
