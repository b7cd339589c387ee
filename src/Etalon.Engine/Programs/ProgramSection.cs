using Etalon.Cubes;
using Etalon.Operators;
using Etalon.Storage;

namespace Etalon.Engine;

/// <summary>Executes a program step: writes its inputs as files, runs it, reads its declared files back.</summary>
internal sealed class ProgramSection(
    ResolvedNode node, IReadOnlyDictionary<string, ResolvedNode> nodes, SectionCubes cubes, DatasetFormats formats, BufferPool pool,
    ProgressMeter meter)
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
        var files = WriteInputs(program, folder, cancellation);
        foreach (var (port, file) in program.OutputFiles)
        {
            files[$"{{out:{port}}}"] = Inside(folder, file);
        }

        new ProgramRunner(TimeProvider.System).Run(program, folder, [.. program.Arguments.Select(argument => Fill(argument, files))], cancellation);
        foreach (var (output, writer, _) in targets)
        {
            var file = program.OutputFiles.ElementAt(output.Port).Value;
            ReadBack(Inside(folder, file), writer, cancellation);
        }

        meter.Done(1, 0);
    }

    private static string Fill(string argument, Dictionary<string, string> files) =>
        files.Aggregate(argument, (text, file) => text.Replace(file.Key, file.Value, StringComparison.Ordinal));

    private static string Inside(string folder, string file)
    {
        var path = Path.GetFullPath(Path.Combine(folder, file));
        return path.StartsWith(folder + "/", StringComparison.Ordinal)
            ? path
            : throw new RefusalException("outside-folder", $"The program's file '{file}' lies outside its own folder.", "Use a plain file name.");
    }

    private Dictionary<string, string> WriteInputs(ProgramRequest program, string folder, CancellationToken cancellation)
    {
        var files = new Dictionary<string, string>(StringComparer.Ordinal);
        for (var i = 0; i < node.Inputs.Count; i++)
        {
            var port = node.Inputs.Ports[i];
            var file = Path.Combine(folder, $"in-{i}.{program.InputFormat}");
            files[$"{{in:{port.Name}}}"] = file;
            SinkSection.WriteFile(
                formats[program.InputFormat], file, [node.Links[i]], [port.Cube], nodes, cubes, pool, meter, cancellation);
        }

        return files;
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
