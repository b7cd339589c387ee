using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Etalon.Cubes;

namespace Etalon.Operators.Datacubes.Tests;

/// <summary>One Python process for a test class (use it as a class fixture), for references by numpy, xarray and fractions.</summary>
/// <remarks>
/// A script sees its cubes as numpy arrays under their names (integers keep their fill value) and leaves a dictionary of arrays
/// in <c>out</c>; they come back as doubles.
/// </remarks>
public sealed class Python : IDisposable
{
    private const string Loop = """
        import sys, json, os, math
        import numpy as np
        for line in sys.stdin:
            job = json.loads(line)
            scope = {"np": np, "math": math, "out": {}}
            try:
                for name, kind, shape in job["cubes"]:
                    scope[name] = np.fromfile(os.path.join(job["folder"], name), dtype=kind).reshape(shape)
                exec(job["script"], scope)
                for name, value in scope["out"].items():
                    np.asarray(value).astype("<f8").tofile(os.path.join(job["folder"], "out." + name))
                print("ok", flush=True)
            except Exception as error:
                print(repr(error), flush=True)
        """;

    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(180);
    private readonly string _folder = Directory.CreateTempSubdirectory("etalon-python-").FullName;
    private readonly Lock _gate = new();
    private readonly Process _process;

    public Python()
    {
        var start = new ProcessStartInfo("/usr/bin/python3") { RedirectStandardInput = true, RedirectStandardOutput = true, UseShellExecute = false };
        start.ArgumentList.Add("-c");
        start.ArgumentList.Add(Loop);
        start.Environment["OMP_NUM_THREADS"] = "1";
        start.Environment["OPENBLAS_NUM_THREADS"] = "1";
        _process = Process.Start(start)!;
    }

    /// <summary>Runs a script; every output as doubles.</summary>
    public IReadOnlyDictionary<string, double[]> Run(string script, params (string Name, MemoryCube Cube)[] cubes)
    {
        lock (_gate)
        {
            foreach (var (name, cube) in cubes)
            {
                File.WriteAllBytes(Path.Combine(_folder, name), cube.Bytes);
            }

            var job = new
            {
                folder = _folder,
                script,
                cubes = cubes.Select(c => new object[] { c.Name, Kind(c.Cube.Info.Type), c.Cube.Region.Length }).ToArray(),
            };
            _process.StandardInput.WriteLine(JsonSerializer.Serialize(job));
            _process.StandardInput.Flush();
            var answer = _process.StandardOutput.ReadLineAsync();
            Assert.True(answer.Wait(Limit), "Python did not answer in time.");
            Assert.True(string.Equals(answer.Result, "ok", StringComparison.Ordinal), $"Python says {answer.Result}");
            return Collect();
        }
    }

    /// <inheritdoc />
    public void Dispose()
    {
        _process.StandardInput.Close();
        if (!_process.WaitForExit(Limit))
        {
            _process.Kill(entireProcessTree: true);
        }

        _process.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    private static string Kind(SampleType type) => type switch
    {
        SampleType.Complex64 => "<c8",
        _ when type.IsFloat() => string.Create(CultureInfo.InvariantCulture, $"<f{type.Bytes()}"),
        _ => string.Create(CultureInfo.InvariantCulture, $"<{(type.IsSigned() ? 'i' : 'u')}{type.Bytes()}"),
    };

    private Dictionary<string, double[]> Collect()
    {
        var outputs = new Dictionary<string, double[]>(StringComparer.Ordinal);
        foreach (var file in Directory.EnumerateFiles(_folder, "out.*"))
        {
            var bytes = File.ReadAllBytes(file);
            outputs[Path.GetFileName(file)[4..]] = System.Runtime.InteropServices.MemoryMarshal.Cast<byte, double>(bytes).ToArray();
            File.Delete(file);
        }

        return outputs;
    }
}
