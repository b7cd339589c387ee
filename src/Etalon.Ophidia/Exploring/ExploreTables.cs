using System.Collections.Immutable;
using System.Globalization;
using System.Runtime.InteropServices;
using Etalon.Cubes;

namespace Etalon.Ophidia;

/// <summary>What <c>oph_explorecube</c> shows of a cube: values of dimensions, samples, and what is known of them.</summary>
public sealed class ExploreTables
{
    private readonly OphidiaCube _cube;
    private readonly CubeInfo _info;
    private readonly ExploreView _view;
    private readonly (OphidiaDimension Dimension, AxisPlaces Places, DimensionTexts Texts)[] _dimensions;

    /// <summary>Of a part of a cube.</summary>
    /// <param name="cube">The cube.</param>
    /// <param name="info">Its axes, in the order of the dimensions that are left.</param>
    /// <param name="places">What is chosen of every axis.</param>
    /// <param name="view">How it is shown.</param>
    public ExploreTables(OphidiaCube cube, CubeInfo info, ImmutableArray<AxisPlaces> places, ExploreView view)
    {
        ArgumentNullException.ThrowIfNull(cube);
        ArgumentNullException.ThrowIfNull(info);
        (_cube, _info, _view) = (cube, info, view);
        _dimensions = [.. cube.Dimensions.Where(static dimension => !dimension.IsReduced)
            .Select((dimension, axis) => (dimension, places[axis], new DimensionTexts(dimension, info.Axes[axis], view)))];
        Blocks = new RowBlocks(places, _dimensions.Count(static part => !part.Dimension.IsImplicit), info.Type.Bytes());
    }

    /// <summary>The rows, to be read.</summary>
    public RowBlocks Blocks { get; }

    private (OphidiaDimension Dimension, AxisPlaces Places, DimensionTexts Texts)[] Explicit => [.. _dimensions.Where(static part => !part.Dimension.IsImplicit)];

    /// <summary>A table of values for every dimension, those of rows first; null for a cube that has none.</summary>
    public OphidiaGrid? DimensionValues() => _dimensions.Length == 0 ? null : new OphidiaGrid(
        "explorecube_dimvalues",
        [
            .. _dimensions.Select(static part => new OphidiaTable(
                part.Dimension.Name, [("INDEX", "long"), ("VALUE", part.Texts.Type)], Values(part.Places, part.Texts))),
        ]);

    /// <summary>The samples, a row each.</summary>
    /// <param name="blocks">The blocks of <see cref="Blocks"/> with what is chosen of them, packed; taken while the table is written.</param>
    public OphidiaGrid Data(IEnumerable<(RowBlock Block, ReadOnlyMemory<byte> Samples)> blocks)
    {
        var columns = Labels().Add((_cube.Measure, OphidiaTypes.Name(_info.Type)));
        return new OphidiaGrid("explorecube_data", new OphidiaTable(_cube.Measure, columns, Rows(blocks, columns.Length)));
    }

    /// <summary>Numbers about the first rows.</summary>
    /// <param name="wanted">What they are.</param>
    /// <param name="numbers">Those of one row after those of another.</param>
    /// <param name="rows">So many rows.</param>
    public OphidiaGrid Numbers(RowStatistics wanted, ReadOnlyMemory<double> numbers, long rows)
    {
        ArgumentNullException.ThrowIfNull(wanted);
        var labels = Labels();
        return new OphidiaGrid(wanted.Key, new OphidiaTable(
            wanted.Title, [.. labels, .. wanted.Names.Select(static name => (name, "double"))], Numbers(numbers, labels.Length, wanted.Names.Length, rows)));
    }

    private IEnumerable<IReadOnlyList<string>> Numbers(ReadOnlyMemory<double> numbers, int labels, int each, long rows)
    {
        var parts = Explicit;
        var at = new long[parts.Length];
        for (var row = 0; row < rows; row++)
        {
            var cells = new string[labels + each];
            Label(cells, parts, at);
            for (var i = 0; i < each; i++)
            {
                cells[labels + i] = OphidiaSamples.ToText(SampleType.Float64, MemoryMarshal.AsBytes(numbers.Span.Slice((row * each) + i, 1)));
            }

            yield return cells;
            Next(parts, at);
        }
    }

    /// <summary>The columns that say which row it is.</summary>
    private ImmutableArray<(string Name, string Type)> Labels()
    {
        var columns = ImmutableArray.CreateBuilder<(string, string)>();
        if (_view.ShowId)
        {
            columns.Add(("ID", "long"));
        }

        foreach (var (dimension, _, texts) in Explicit)
        {
            columns.Add((dimension.Name, texts.Type));
            if (_view.ShowIndex)
            {
                columns.Add(($"INDEX OF {dimension.Name}", "long"));
            }
        }

        return columns.ToImmutable();
    }

    /// <summary>How many rows are shown.</summary>
    /// <param name="shown">That many.</param>
    public OphidiaText Summary(long shown) =>
        new("explorecube_summary", "Summary", string.Create(CultureInfo.InvariantCulture, $"Selected {shown} {(shown == 1 ? "row" : "rows")} out of {Blocks.Rows}"));

    /// <summary>What is known of the dimensions.</summary>
    public OphidiaGrid DimensionInfo()
    {
        var (rowLevel, arrayLevel) = (0, 0);
        return new OphidiaGrid("explorecube_diminfo", new OphidiaTable(
            "Dimension Information",
            [
                ("NAME", "string"), ("TYPE", "string"), ("SIZE", "string"), ("HIERARCHY", "string"), ("CONCEPT LEVEL", "string"), ("ARRAY", "string"),
                ("LEVEL", "string"), ("LATTICE NAME", "string"),
            ],
            [
                .. _cube.Dimensions.Select(dimension => new[]
                {
                    dimension.Name,
                    dimension.Type,
                    dimension.IsReduced ? "ALL" : dimension.Size.ToString(CultureInfo.InvariantCulture),
                    dimension.Hierarchy,
                    dimension.IsReduced ? "ALL" : dimension.ConceptLevel,
                    dimension.IsImplicit ? "yes" : "no",
                    (dimension.IsReduced ? 0 : dimension.IsImplicit ? ++arrayLevel : ++rowLevel).ToString(CultureInfo.InvariantCulture),
                    "",
                }),
            ]));
    }

    private static IEnumerable<IReadOnlyList<string>> Values(AxisPlaces places, DimensionTexts texts)
    {
        for (var i = 0L; i < places.Count; i++)
        {
            yield return [(places[i] + 1).ToString(CultureInfo.InvariantCulture), texts[places[i]]];
        }
    }

    private IEnumerable<IReadOnlyList<string>> Rows(IEnumerable<(RowBlock Block, ReadOnlyMemory<byte> Samples)> blocks, int columns)
    {
        var parts = Explicit;
        var at = new long[parts.Length];
        var rowBytes = checked((int)(Blocks.RowLength * _info.Type.Bytes()));
        foreach (var (block, samples) in blocks)
        {
            for (var row = 0L; row < block.Rows; row++)
            {
                var cells = new string[columns];
                Label(cells, parts, at);
                var values = samples.Span.Slice(checked((int)(row * rowBytes)), rowBytes);
                cells[^1] = _view.IsBase64 ? OphidiaSamples.ToBase64(_info.Type, values) : OphidiaSamples.ToText(_info.Type, values);
                yield return cells;
                Next(parts, at);
            }
        }
    }

    private void Label(string[] cells, (OphidiaDimension Dimension, AxisPlaces Places, DimensionTexts Texts)[] parts, long[] at)
    {
        var (cell, id) = (0, 0L);
        if (_view.ShowId)
        {
            for (var i = 0; i < parts.Length; i++)
            {
                id = (id * parts[i].Dimension.Size) + parts[i].Places[at[i]];
            }

            cells[cell++] = (id + 1).ToString(CultureInfo.InvariantCulture);
        }

        for (var i = 0; i < parts.Length; i++)
        {
            var place = parts[i].Places[at[i]];
            cells[cell++] = parts[i].Texts[place];
            if (_view.ShowIndex)
            {
                cells[cell++] = (place + 1).ToString(CultureInfo.InvariantCulture);
            }
        }
    }

    private static void Next((OphidiaDimension Dimension, AxisPlaces Places, DimensionTexts Texts)[] parts, long[] at)
    {
        for (var i = parts.Length - 1; i >= 0; i--)
        {
            if (++at[i] < parts[i].Places.Count)
            {
                return;
            }

            at[i] = 0;
        }
    }
}
