using System.Collections.Immutable;

namespace Etalon.Operators;

/// <summary>How to run an external program. It gets a folder of its own, which is also its working folder.</summary>
/// <param name="Executable">A name on the path or a full path; never a shell line.</param>
/// <param name="Arguments">Arguments; <c>{in:PORT}</c> and <c>{out:PORT}</c> become file names in the folder, <c>{made}</c> that of <see cref="Made"/>.</param>
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

    /// <summary>Variables of its environment besides those that every program has.</summary>
    public ImmutableSortedDictionary<string, string> Environment { get; init; } = ImmutableSortedDictionary<string, string>.Empty;

    /// <summary>What it is shut in by; null for a program that is trusted like Etalon itself.</summary>
    public ProgramWalls? Walls { get; init; }

    /// <summary>The full path to which a file goes that the program makes, whatever is in it; empty for none.</summary>
    public string Made { get; init; } = "";

    /// <summary>The file for what it prints; empty for the run's log alone.</summary>
    public string PrintedTo { get; init; } = "";

    /// <summary>The file for what it complains of; empty for the run's log alone.</summary>
    public string ComplaintsTo { get; init; } = "";
}
