using System.Collections.Immutable;
using Etalon.Cubes;
using Microsoft.Win32.SafeHandles;

namespace Etalon.Storage;

/// <summary>A folder of frames as a dataset: the files in it and in its folders, sorted by what their names say they are.</summary>
internal sealed class FrameFolder
{
    private const int MostFiles = 1_000_000;
    private const int HeadBytes = 4096;
    private const double Before = -0.5;

    private readonly FrameFormat _format;
    private readonly ContainedFolder _folder;
    private readonly List<string> _remarks = [];
    private AttributeSet _attributes = AttributeSet.Empty;

    private FrameFolder(string path, FrameFormat format)
    {
        _format = format;
        _folder = new ContainedFolder(path);
    }

    /// <summary>The first of the files, in the order in which people count; null where there is none.</summary>
    public static string? FirstFile(string path, string[] endings) => Files(path, endings).Min(NaturalOrder.Instance);

    /// <summary>How a file begins.</summary>
    public static byte[] Head(string path)
    {
        using var file = File.OpenHandle(path);
        var head = new byte[HeadBytes];
        var read = RandomAccess.Read(file, head, 0);
        return head[..read];
    }

    /// <summary>Opens a folder.</summary>
    public static IDatasetReader Open(string path, FrameFormat format) => new FrameFolder(path, format).Read();

    private static IEnumerable<string> Files(string path, string[] endings)
    {
        var how = new EnumerationOptions { RecurseSubdirectories = true, MaxRecursionDepth = 1 };
        return Directory.EnumerateFiles(path, "*", how).Where(file => endings.Contains(Path.GetExtension(file), StringComparer.OrdinalIgnoreCase));
    }

    private StackReader Read()
    {
        var files = Files(_folder.Path, _format.Endings).Take(MostFiles + 1).ToArray();
        if (files.Length is 0 or > MostFiles)
        {
            throw new RefusalException(
                "bad-frame-folder", $"'{_folder.Path}' has {(files.Length == 0 ? "no" : $"more than {MostFiles}")} files that end with {string.Join(" or ", _format.Endings)}.",
                "Frames lie in the folder, or in folders in it.", RefusalKind.Unsupported);
        }

        var groups = NameTheRest(FrameGroup.Sort(_folder.Path, files));
        var stacks = groups.ToLookup(static group => group.Name, StringComparer.Ordinal)
            .ToDictionary(static same => same.Key, same => (Groups: same.ToArray(), Stack: StackOf([.. same.SelectMany(group => group.Files)])), StringComparer.Ordinal);
        var projections = stacks.GetValueOrDefault(ScanNames.Projections).Stack;
        var cubes = stacks.OrderBy(pair => Rank(pair.Key)).ThenBy(pair => pair.Key, StringComparer.Ordinal)
            .Select(pair => Cube(pair.Key, pair.Value.Groups, pair.Value.Stack, projections)).ToImmutableArray();
        _remarks.Add(projections is null
            ? "The frames have no angles; if they are projections, the operator set-angles says so and at which angles."
            : "The folder does not say at which angles its projections were taken: give them with the operator set-angles.");
        return new StackReader(cubes, _attributes, [.. _remarks]);
    }

    private static int Rank(string name) => name switch
    {
        ScanNames.Projections => 0,
        ScanNames.Flats => 1,
        ScanNames.Darks => 2,
        _ => 3,
    };

    /// <summary>Beside flats or darks, the only files whose names say nothing are the projections.</summary>
    private ImmutableArray<FrameGroup> NameTheRest(ImmutableArray<FrameGroup> groups)
    {
        var rest = groups.Where(static group => Rank(group.Name) == 3).ToArray();
        if (rest.Length != 1 || groups.Length == 1 || groups.Any(static group => group.Name is ScanNames.Projections))
        {
            return groups;
        }

        _remarks.Add($"'{Path.GetFileName(rest[0].Files[0])}' and {rest[0].Files.Length - 1} more like it are taken as projections: the other files are flats and darks.");
        return groups.Replace(rest[0], rest[0] with { Name = ScanNames.Projections });
    }

    private ScanCube Cube(string name, FrameGroup[] groups, FrameStack stack, FrameStack? projections)
    {
        if (projections is not null && Rank(name) < 3 && (stack.Shape.Rows != projections.Shape.Rows || stack.Shape.Columns != projections.Shape.Columns))
        {
            throw new RefusalException(
                "contradictory-metadata", $"The {name} in '{_folder.Path}' have {stack.Shape}, the projections {projections.Shape}.",
                "All frames of a scan come from one detector: move what belongs to another one elsewhere.");
        }

        foreach (var group in groups)
        {
            RemarkOnGaps(group);
        }

        var along = new Axis(Rank(name) < 3 ? ScanNames.AxisOf(name) : "frame", stack.Frames);
        if (name is ScanNames.Flats or ScanNames.Darks)
        {
            along = along with { Unit = "1", Coordinates = AxisCoordinates.From(Moments(name, groups, stack, projections?.Frames ?? 0)) };
        }

        Axis[] axes = [along, new(ScanNames.Y, stack.Shape.Rows), new(ScanNames.X, stack.Shape.Columns)];
        return new ScanCube(
            new CubeInfo(name, [.. axes], stack.Shape.Type), new SampleRule(stack.Shape.Type, stack.Shape.Type), _folder.Path, () => new StackArray(stack));
    }

    private double[] Moments(string name, FrameGroup[] groups, FrameStack stack, long projections)
    {
        if (Array.Exists(groups, static group => group.IsBefore is null))
        {
            _remarks.Add($"No name says when the {name} were taken; where none does they count as taken before the projections.");
        }

        var after = groups.Where(static group => group.IsBefore == false).SelectMany(static group => group.Files).ToHashSet(StringComparer.Ordinal);
        return [.. stack.Files.SelectMany((file, i) => Enumerable.Repeat(after.Contains(file) ? projections - 0.5 : Before, stack.FramesPerFile[i]))];
    }

    /// <summary>Files of the same length as one that was looked into are taken to be like it; reading makes sure.</summary>
    private FrameStack StackOf(ImmutableArray<string> files)
    {
        var known = new Dictionary<long, int>();
        var frames = ImmutableArray.CreateBuilder<int>(files.Length);
        FrameShape? shape = null;
        foreach (var file in files)
        {
            var length = new FileInfo(file).Length;
            if (!known.TryGetValue(length, out var count))
            {
                using var opened = OpenFile(file);
                shape ??= opened.Shape;
                if (opened.Shape != shape)
                {
                    throw new RefusalException(
                        "contradictory-metadata", $"'{file}' holds {opened.Shape}, '{files[0]}' {shape}.",
                        "All frames of a stack must be alike: move the file elsewhere, or put its kind into a folder of its own.");
                }

                count = opened.Frames;
                known.Add(length, count);
                _attributes = _attributes.Count == 0 ? opened.Attributes : _attributes;
                _remarks.AddRange(opened.Remarks.Except(_remarks, StringComparer.Ordinal).ToArray());
            }

            frames.Add(count);
        }

        return new FrameStack(files, shape!, frames.MoveToImmutable(), OpenFile, OpenPlain);
    }

    private FrameFile OpenFile(string file) => _format.OpenFile(file, OpenPlain(file));

    private SafeFileHandle OpenPlain(string file) => _folder.TryOpen(file) ?? throw Refusal.NoSuchFile(file);

    private void RemarkOnGaps(FrameGroup group)
    {
        var numbers = group.Files.Select(static file => NaturalOrder.LastNumber(Path.GetFileNameWithoutExtension(file))).ToArray();
        if (numbers.Length < 2 || Array.Exists(numbers, static number => number is null) || numbers[^1] - numbers[0] < numbers.Length)
        {
            return;
        }

        var step = Enumerable.Range(1, numbers.Length - 1).Min(i => numbers[i] - numbers[i - 1]);
        var gap = Enumerable.Range(1, numbers.Length - 1).FirstOrDefault(i => numbers[i] - numbers[i - 1] != step);
        if (gap > 0)
        {
            _remarks.Add(
                $"Numbers are missing between '{Path.GetFileName(group.Files[gap - 1])}' and '{Path.GetFileName(group.Files[gap])}': give the angles as a list.");
        }
    }
}
