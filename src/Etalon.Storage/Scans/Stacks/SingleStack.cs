using Etalon.Cubes;
using Microsoft.Win32.SafeHandles;

namespace Etalon.Storage;

/// <summary>One file of frames as a dataset.</summary>
internal static class SingleStack
{
    private const string Frame = "frame";

    /// <summary>Opens it: several frames are a stack, a single one is a picture.</summary>
    public static IDatasetReader Open(string path, FrameFormat format)
    {
        var full = Path.GetFullPath(path);
        using var file = OpenFile(full);
        var (shape, frames) = (file.Shape, file.Frames);
        Axis[] detector = [new(ScanNames.Y, shape.Rows), new(ScanNames.X, shape.Columns)];
        var role = FrameRole.Of(Path.GetFileNameWithoutExtension(path));
        var name = role ?? (frames == 1 ? "picture" : Frame + "s");
        Axis[] axes = frames == 1 && role is null ? detector : [new Axis(role is null ? Frame : ScanNames.AxisOf(role), frames), .. detector];
        var stack = new FrameStack([full], shape, [frames], OpenFile, OpenPlain);
        var cube = new CubeInfo(name, [.. axes], shape.Type);
        var scan = new ScanCube(cube, new SampleRule(shape.Type, shape.Type), path, () =>
        {
            var array = new StackArray(stack);
            return axes.Length == 2 ? new PictureArray(array) : array;
        });
        return new StackReader([scan], file.Attributes, file.Remarks);

        FrameFile OpenFile(string file) => format.OpenFile(file, OpenPlain(file));

        static SafeFileHandle OpenPlain(string file) => File.OpenHandle(file, options: FileOptions.RandomAccess);
    }
}
