using System.Collections.Immutable;
using Etalon.Operators;

namespace Etalon.Engine.Tests;

/// <summary>A program operator: a Python script that reads one NPY file and writes another.</summary>
[Operator("test.numpy", "1.0.0", "cube -> result", Doc = "Runs a numpy expression on x.")]
public sealed class NumpyScript : IProgram<NumpyScript.Parameters>
{
    public sealed record Parameters(string Expression, double Seconds = 60);

    public Description Describe(Parameters parameters, Inputs inputs) => new(inputs[0]);

    public ProgramRequest Request(Parameters parameters, Inputs inputs) => new(
        "/usr/bin/python3",
        ["-c", $"import numpy as np, sys; x = np.load(sys.argv[1]); np.save(sys.argv[2], ({parameters.Expression}).astype(x.dtype))", "{in:cube}", "{out:result}"],
        "npy", ImmutableSortedDictionary<string, string>.Empty.Add("result", "result.npy"), TimeSpan.FromSeconds(parameters.Seconds), 2L << 30);
}
