using System.Collections.Immutable;
using System.Globalization;
using Etalon.Cubes;

namespace Etalon.Storage;

/// <summary>Writes the pages of one cube. A page is a chunk: some rows, each whole. Different threads write different pages.</summary>
internal sealed unsafe class PagesCubeWriter : ICubeWriter
{
    // A browser takes pages of some ten million numbers at most, and a thread holds the samples of a page.
    private const long MostPageBytes = 64L << 20;
    private const long UsualPageBytes = 1L << 20;
    private const long MostPages = 10_000;

    private readonly string _folder;
    private readonly PagesOptions _options;
    private readonly int _rowAxes;
    private readonly string[][] _labels;
    private long _bytesWritten;

    /// <summary>Of one cube.</summary>
    /// <param name="folder">Where the pages go.</param>
    /// <param name="cube">The cube.</param>
    /// <param name="options">How they look.</param>
    public PagesCubeWriter(string folder, CubeInfo cube, PagesOptions options)
    {
        if (cube.Type == SampleType.Complex64)
        {
            throw new RefusalException(
                "unsupported-sample-type", $"Pages show no complex samples; '{cube.Name}' has.", "Take its modulus and phase first.", RefusalKind.Unsupported);
        }

        (_folder, Cube, _options) = (folder, cube, options);
        _rowAxes = Math.Min(options.RowAxes ?? Math.Max(0, cube.Rank - 1), cube.Rank);
        _labels = [.. cube.Axes.Take(_rowAxes).Select(axis => PageLabels.Of(axis, options.ShowTime))];
        Chunks = new ChunkGrid(cube.Shape, PageShape());
    }

    /// <inheritdoc />
    public CubeInfo Cube { get; }

    /// <inheritdoc />
    public ChunkGrid Chunks { get; }

    /// <inheritdoc />
    public ChunkGrid Shards => Chunks;

    /// <inheritdoc />
    public long BytesWritten => Interlocked.Read(ref _bytesWritten);

    /// <summary>The file of a page.</summary>
    public static string FileOf(long page) => string.Create(CultureInfo.InvariantCulture, $"page-{page + 1}.html");

    /// <summary>The rows of a page, counted from 0: the first one, and the one behind the last.</summary>
    public (long First, long End) RowsOf(long page)
    {
        var region = Chunks[page];
        var (first, rows) = (0L, 1L);
        for (var axis = 0; axis < _rowAxes; axis++)
        {
            first = (first * Cube.Axes[axis].Length) + region.Start[axis];
            rows *= region.Length[axis];
        }

        return (first, first + rows);
    }

    /// <inheritdoc />
    public void Write(in Region region, byte* source, BufferPool scratch, CancellationToken cancellation)
    {
        var page = Chunks.OrdinalOf(region.Start.AsSpan());
        var path = Path.Combine(_folder, FileOf(page));
        try
        {
            using var file = new PageFile(path, TitleOf(page));
            Head(file, page);
            var at = region.Start.AsSpan()[.._rowAxes].ToArray();
            var (first, end) = RowsOf(page);
            var rowBytes = region.Samples / (end - first) * Cube.Type.Bytes();
            for (var row = first; row < end; row++)
            {
                if ((row & 255) == 0)
                {
                    cancellation.ThrowIfCancellationRequested();
                }

                Row(file, row, at, new ReadOnlySpan<byte>(source + ((row - first) * rowBytes), checked((int)rowBytes)));
                Next(region, at);
            }

            file.Put("</tbody>\n</table>\n"u8);
            Links(file, page);
            file.Complete();
            Interlocked.Add(ref _bytesWritten, file.Written);
        }
        catch (Exception error) when (StorageFaults.IsWriting(error))
        {
            throw StorageFaults.Writing(path, error);
        }
    }

    /// <inheritdoc />
    public void FinishShard(long shard)
    {
        // Pages can be made again at any time; nobody waits for a disk for their sake.
    }

    /// <inheritdoc />
    public bool AdoptShard(long shard) => false;

    /// <inheritdoc />
    public void Dispose()
    {
        // Files are closed page by page.
    }

    /// <summary>What a page is called: the cube's title, and which rows.</summary>
    private string TitleOf(long page)
    {
        var (first, end) = RowsOf(page);
        var title = _options.Title.Length > 0 ? _options.Title : Cube.Name;
        return string.Create(CultureInfo.InvariantCulture, $"{title}: rows {first + 1} to {end}");
    }

    private void Head(PageFile file, long page)
    {
        Links(file, page);
        file.Put("<table>\n<thead>\n<tr>"u8);
        if (_options.ShowId)
        {
            file.Put("<th>ID</th>"u8);
        }

        for (var axis = 0; axis < _rowAxes; axis++)
        {
            Column(file, Cube.Axes[axis].Name, PageLabels.Unit(Cube.Axes[axis], _options.ShowTime));
            if (_options.ShowIndex)
            {
                Column(file, $"INDEX OF {Cube.Axes[axis].Name}", "");
            }
        }

        Column(file, Cube.Name, Cube.Unit);
        file.Put("</tr>\n</thead>\n<tbody>\n"u8);
    }

    private static void Column(PageFile file, string name, string unit)
    {
        file.Put("<th>"u8);
        file.Text(unit.Length > 0 ? $"{name} [{unit}]" : name);
        file.Put("</th>"u8);
    }

    private void Links(PageFile file, long page)
    {
        file.Put("<nav><a href=\"index.html\">index</a>"u8);
        if (page > 0)
        {
            file.Put($" <a href=\"{FileOf(page - 1)}\" rel=\"prev\">previous</a>");
        }

        if (page + 1 < Chunks.Count)
        {
            file.Put($" <a href=\"{FileOf(page + 1)}\" rel=\"next\">next</a>");
        }

        file.Put("</nav>\n"u8);
    }

    private void Row(PageFile file, long row, long[] at, ReadOnlySpan<byte> samples)
    {
        file.Put("<tr>"u8);
        if (_options.ShowId)
        {
            file.Put("<td>"u8);
            file.Put(row + 1);
            file.Put("</td>"u8);
        }

        for (var axis = 0; axis < at.Length; axis++)
        {
            file.Put("<td>"u8);
            file.Put(_labels[axis][at[axis]]);
            if (_options.ShowIndex)
            {
                file.Put("</td><td>"u8);
                file.Put(at[axis] + 1);
            }

            file.Put("</td>"u8);
        }

        file.Put("<td>"u8);
        SampleLine.Write(file, Cube.Type, samples, ", "u8);
        file.Put("</td></tr>\n"u8);
    }

    private static void Next(in Region region, long[] at)
    {
        for (var axis = at.Length - 1; axis >= 0; axis--)
        {
            if (++at[axis] < region.End(axis))
            {
                return;
            }

            at[axis] = region.Start[axis];
        }
    }

    private ImmutableArray<long> PageShape()
    {
        var rows = Cube.Shape.Take(_rowAxes).Aggregate(1L, static (product, length) => product * length);
        var rowBytes = Cube.Shape.Skip(_rowAxes).Aggregate((long)Cube.Type.Bytes(), static (product, length) => product * length);
        var wanted = _options.PageRows > 0 ? _options.PageRows : Math.Max(1, UsualPageBytes / rowBytes);
        return RowSlabs.Of(Cube.Shape, _rowAxes, Math.Max(Math.Min(wanted, Math.Max(1, MostPageBytes / rowBytes)), (rows + MostPages - 1) / MostPages));
    }
}
