using System.Collections.Immutable;
using Etalon.Cubes;

namespace Etalon.Operators.Datacubes;

/// <summary>A program of this machine, shut in, with cubes and files to work on.</summary>
[Operator("program", "1.0.0", "cubes*? -> ", Doc = "Runs a program of this machine in a sandbox; only the server itself orders it.", IsReserved = true)]
public sealed class ExternalProgram : IProgram<ExternalProgram.Parameters>
{
    /// <summary>What the server chooses.</summary>
    /// <param name="Program">The program.</param>
    /// <param name="Arguments">Its arguments.</param>
    /// <param name="Reads">Files and folders that it may read.</param>
    /// <param name="Environment">Variables of its environment.</param>
    /// <param name="Made">Where the file goes that it makes.</param>
    /// <param name="PrintedTo">The file for what it prints.</param>
    /// <param name="ComplaintsTo">The file for what it complains of.</param>
    /// <param name="Format">The format in which it gets cubes.</param>
    /// <param name="Seconds">How long it may run.</param>
    /// <param name="MemoryBytes">How much memory it may use.</param>
    public sealed record Parameters(
        [Doc("its name on the path /usr/bin:/bin, or a full path")] string Program,
        [Doc("its arguments; {in:cubes[0]} stands for the file of the first cube, {made} for the file that it is to make")]
        ImmutableArray<string> Arguments = default,
        [Doc("files and folders that it may read, by full path")] ImmutableArray<string> Reads = default,
        [Doc("variables of its environment")] ImmutableSortedDictionary<string, string>? Environment = null,
        [Doc("the full path to which the file of that name goes that it makes; one that is there is replaced; empty for none")] string Made = "",
        [Doc("the file for what it prints; empty for the run's log alone")] string PrintedTo = "",
        [Doc("the file for what it complains of; empty for the run's log alone")] string ComplaintsTo = "",
        [Doc("the format in which it gets cubes: netcdf, hdf5, zarr, npy")] string Format = "netcdf",
        [Range(0.1, 86400), Unit("s"), Doc("how long it may run")] double Seconds = 600,
        [Range(1e6, 1e15), Doc("bytes of memory that it may use, with all its children")] long MemoryBytes = 2L << 30);

    /// <inheritdoc />
    public Description Describe(Parameters parameters, Inputs inputs)
    {
        _ = Request(parameters, inputs);
        return new Description(ImmutableArray<CubeInfo>.Empty);
    }

    /// <inheritdoc />
    public ProgramRequest Request(Parameters parameters, Inputs inputs)
    {
        if (string.IsNullOrWhiteSpace(parameters.Program) || parameters.Program.StartsWith('-') || parameters.Program.Contains('\0', StringComparison.Ordinal))
        {
            throw new RefusalException("bad-parameter", $"'{parameters.Program}' is no program.", "Set 'program' to its name or its full path.");
        }

        if (parameters.Reads is { IsDefault: false } reads && reads.FirstOrDefault(static path => !Path.IsPathRooted(path)) is { } loose)
        {
            throw new RefusalException("bad-parameter", $"'{loose}' in 'reads' is no full path.", "Begin it with a slash.");
        }

        return new ProgramRequest(
            parameters.Program, parameters.Arguments.IsDefault ? [] : parameters.Arguments, parameters.Format, ImmutableSortedDictionary<string, string>.Empty,
            TimeSpan.FromSeconds(parameters.Seconds), parameters.MemoryBytes)
        {
            Walls = new ProgramWalls(parameters.Reads.IsDefault ? [] : parameters.Reads),
            Environment = parameters.Environment ?? ImmutableSortedDictionary<string, string>.Empty,
            Made = parameters.Made,
            PrintedTo = parameters.PrintedTo,
            ComplaintsTo = parameters.ComplaintsTo,
        };
    }
}
