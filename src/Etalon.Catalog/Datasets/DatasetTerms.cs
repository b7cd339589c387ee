using Etalon.Cubes;

namespace Etalon.Catalog;

/// <summary>The exact words a dataset is found by, each with the kind of thing it names.</summary>
internal static class DatasetTerms
{
    public const string Format = "format:";
    public const string SampleType = "type:";
    public const string Axis = "axis:";
    public const string Cube = "cube:";

    /// <summary>A term longer than this is no name that anyone searches, and would not fit an index.</summary>
    private const int Longest = 200;

    /// <summary>More terms than this would make rows that are slow to search; files with so many cubes are found by the first ones.</summary>
    private const int Most = 1000;

    public static string[] Of(NewDataset dataset) =>
    [
        .. dataset.Cubes
            .SelectMany(cube => cube.Axes.Select(axis => Axis + axis).Append(SampleType + cube.SampleType.Name()).Append(Cube + cube.Name))
            .Prepend(Format + dataset.Format)
            .Where(term => term.Length <= Longest)
            .Distinct(StringComparer.Ordinal)
            .Take(Most),
    ];
}
