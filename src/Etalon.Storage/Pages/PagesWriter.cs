using System.Globalization;
using Etalon.Cubes;

namespace Etalon.Storage;

/// <summary>Makes a folder of pages aside and gives it its name when it is complete.</summary>
internal sealed class PagesWriter : IDatasetWriter
{
    private const int MostListed = 1000;

    private readonly string _path;
    private readonly string _aside;
    private readonly PagesOptions _options;
    private PagesCubeWriter? _cube;
    private bool _isComplete;

    /// <summary>Makes the folder aside.</summary>
    public PagesWriter(string path, PagesOptions options)
    {
        _path = Path.GetFullPath(path).TrimEnd('/');
        (_aside, _options) = (_path + ".part", options);
        if (Path.Exists(_path))
        {
            throw new RefusalException("path-exists", $"'{_path}' exists already.", "Choose another name, or delete it first.", RefusalKind.Conflict);
        }

        try
        {
            if (Directory.Exists(_aside))
            {
                Directory.Delete(_aside, recursive: true);
            }

            Directory.CreateDirectory(_aside);
        }
        catch (Exception error) when (StorageFaults.IsWriting(error))
        {
            throw StorageFaults.Writing(_path, error);
        }
    }

    /// <inheritdoc />
    public ICubeWriter Add(CubeInfo cube, CubeLayout layout)
    {
        if (_cube is not null)
        {
            throw new RefusalException(
                "one-cube-only", $"Pages show one cube; '{_cube.Cube.Name}' is on them, '{cube.Name}' was to be added.", "Publish cube by cube.", RefusalKind.Unsupported);
        }

        var writer = new PagesCubeWriter(_aside, cube, _options);
        _cube = writer;
        return _options.HasSamples ? writer : new NoSamples(writer);
    }

    /// <inheritdoc />
    public void Complete(AttributeSet attributes)
    {
        if (_cube is null)
        {
            throw new RefusalException("no-cube", $"'{_path}' would show no cube.", "Add a cube.");
        }

        try
        {
            Index(_cube, attributes);
            Directory.Move(_aside, _path);
            _isComplete = true;
        }
        catch (Exception error) when (StorageFaults.IsWriting(error))
        {
            throw StorageFaults.Writing(_path, error);
        }
    }

    /// <inheritdoc />
    public void Dispose()
    {
        _cube?.Dispose();
        if (!_isComplete && Directory.Exists(_aside))
        {
            Directory.Delete(_aside, recursive: true);
        }
    }

    private void Index(PagesCubeWriter writer, AttributeSet attributes)
    {
        var cube = writer.Cube;
        using var file = new PageFile(Path.Combine(_aside, "index.html"), _options.Title.Length > 0 ? _options.Title : cube.Name);
        file.Put("<table>\n"u8);
        file.Row("measure", cube.Name);
        file.Row("type", cube.Type.Name());
        if (cube.Unit.Length > 0)
        {
            file.Row("unit", cube.Unit);
        }

        file.Row("samples", cube.Samples.ToString(CultureInfo.InvariantCulture));
        file.Put("</table>\n<h2>Dimensions</h2>\n<table>\n<tr><th>name</th><th>size</th><th>from</th><th>to</th><th>unit</th></tr>\n"u8);
        foreach (var axis in cube.Axes)
        {
            Dimension(file, axis);
        }

        file.Put("</table>\n"u8);
        if (_options.HasAttributes)
        {
            Attributes(file, cube, attributes);
        }

        if (_options.HasSamples)
        {
            Pages(file, writer);
        }

        file.Complete();
    }

    private void Dimension(PageFile file, Axis axis)
    {
        file.Put("<tr><td>"u8);
        file.Text(axis.Name);
        file.Put("</td><td>"u8);
        file.Put(axis.Length);
        var ends = new[] { axis.Slice(0, 1), axis.Slice(axis.Length - 1, 1) };
        foreach (var end in ends)
        {
            file.Put("</td><td>"u8);
            file.Put(axis.Coordinates is null ? "" : PageLabels.Of(end, _options.ShowTime)[0]);
        }

        file.Put("</td><td>"u8);
        file.Text(PageLabels.Unit(axis, _options.ShowTime));
        file.Put("</td></tr>\n"u8);
    }

    private void Attributes(PageFile file, CubeInfo cube, AttributeSet attributes)
    {
        var all = attributes.Select(static pair => (pair.Key, pair.Value.ToString()))
            .Concat(cube.Attributes.Select(pair => ($"{cube.Name}: {pair.Key}", pair.Value.ToString())))
            .Concat(cube.Axes.SelectMany(static axis => axis.Attributes.Select(pair => ($"{axis.Name}: {pair.Key}", pair.Value.ToString()))))
            .Concat(_options.Notes)
            .ToArray();
        if (all.Length == 0)
        {
            return;
        }

        file.Put("<h2>Metadata</h2>\n<table>\n"u8);
        foreach (var (name, text) in all)
        {
            file.Row(name, text);
        }

        file.Put("</table>\n"u8);
    }

    private static void Pages(PageFile file, PagesCubeWriter writer)
    {
        file.Put("<h2>Samples</h2>\n<ol>\n"u8);
        for (var page = 0L; page < writer.Chunks.Count; page++)
        {
            // A list of ten thousand lines helps nobody; the pages themselves lead on.
            if (page >= MostListed && page < writer.Chunks.Count - 1)
            {
                continue;
            }

            var (first, end) = writer.RowsOf(page);
            file.Put(string.Create(CultureInfo.InvariantCulture, $"<li value=\"{page + 1}\"><a href=\"{PagesCubeWriter.FileOf(page)}\">rows {first + 1} to {end}</a></li>\n"));
        }

        file.Put("</ol>\n"u8);
    }

    /// <summary>Where only metadata is shown: samples are neither asked for nor written.</summary>
    private sealed unsafe class NoSamples(PagesCubeWriter writer) : ICubeWriter
    {
        public CubeInfo Cube => writer.Cube;

        public ChunkGrid Chunks => writer.Chunks;

        public ChunkGrid Shards => writer.Shards;

        public bool TakesSamples => false;

        public long BytesWritten => 0;

        public void Write(in Region region, byte* source, BufferPool scratch, CancellationToken cancellation)
        {
            // Samples are not wanted.
        }

        public void FinishShard(long shard)
        {
            // Nothing was written.
        }

        public bool AdoptShard(long shard) => false;

        public void Dispose() => writer.Dispose();
    }
}
