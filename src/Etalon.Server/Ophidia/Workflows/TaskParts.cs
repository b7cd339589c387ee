using System.Collections.Immutable;
using Etalon.Ophidia;

namespace Etalon.Server;

/// <summary>What a massive task goes over.</summary>
/// <param name="Key">The argument that gets one value after the other.</param>
/// <param name="Values">The values.</param>
internal sealed record TaskParts(string Key, ImmutableArray<string> Values)
{
    /// <summary>Whether the operator is carried out; otherwise what fits is listed.</summary>
    public bool IsRun { get; init; } = true;

    /// <summary>Whether the files are called as CMIP5 calls them, <c>tas_Amon_MODEL_historical_r1i1p1_185001-200512.nc</c>: the measure stands first.</summary>
    public bool IsNamedByFile { get; init; }

    /// <summary>The task for one value. A measure that the task names itself counts.</summary>
    public OphidiaTask Of(OphidiaTask task, string value)
    {
        var one = task.With(Key, value);
        return IsNamedByFile && task["measure"] is null or "-" && Path.GetFileName(value).Split('_')[0] is { Length: > 0 } measure && value.Contains('_', StringComparison.Ordinal)
            ? one.With("measure", measure)
            : one;
    }
}
