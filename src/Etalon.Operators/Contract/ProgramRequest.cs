using System.Collections.Immutable;

namespace Etalon.Operators;

/// <summary>How to run an external program. It gets a folder of its own, which is also its working folder.</summary>
/// <param name="Executable">A name on the path or a full path; never a shell line.</param>
/// <param name="Arguments">Arguments; <c>{in:PORT}</c> and <c>{out:PORT}</c> become file names in the folder.</param>
/// <param name="InputFormat">The format input files are written in (<c>netcdf</c>, <c>hdf5</c>, <c>zarr</c>, <c>npy</c>).</param>
/// <param name="OutputFiles">The file that each output port is read from, relative to the folder.</param>
/// <param name="TimeLimit">After this the whole process tree is killed.</param>
/// <param name="MemoryLimitBytes">The program may not use more.</param>
public sealed record ProgramRequest(
    string Executable,
    ImmutableArray<string> Arguments,
    string InputFormat,
    ImmutableSortedDictionary<string, string> OutputFiles,
    TimeSpan TimeLimit,
    long MemoryLimitBytes)
{
    /// <summary>Text given to the program on its standard input; empty for none.</summary>
    public string StandardInput { get; init; } = "";
}
