using System.Collections.Immutable;
using Etalon.Cubes;
using Microsoft.Win32.SafeHandles;

namespace Etalon.Storage;

/// <summary>The files whose frames make one cube, in order.</summary>
/// <param name="Files">Paths.</param>
/// <param name="Shape">The shape of every frame.</param>
/// <param name="FramesPerFile">How many frames each file holds.</param>
/// <param name="Open">Opens one of them and looks into it.</param>
/// <param name="OpenPlain">Opens one of them without looking.</param>
internal sealed record FrameStack(
    ImmutableArray<string> Files, FrameShape Shape, ImmutableArray<int> FramesPerFile, Func<string, FrameFile> Open,
    Func<string, SafeFileHandle> OpenPlain)
{
    /// <summary>The number of the first frame of each file, and behind the last one of all.</summary>
    public ImmutableArray<long> Starts { get; } = Add(FramesPerFile);

    /// <summary>All frames.</summary>
    public long Frames => Starts[^1];

    /// <summary>The file that holds a frame, and which of its frames it is.</summary>
    public (int File, int Frame) Find(long frame)
    {
        var found = Starts.BinarySearch(frame);
        var file = found >= 0 ? found : ~found - 1;
        return (file, (int)(frame - Starts[file]));
    }

    /// <summary>Opens a file and makes sure that it holds what was seen when the stack was put together.</summary>
    /// <exception cref="RefusalException">It does not.</exception>
    public FrameFile OpenChecked(int file)
    {
        var opened = Open(Files[file]);
        if (opened.Shape == Shape && opened.Frames == FramesPerFile[file])
        {
            return opened;
        }

        using (opened)
        {
            throw new RefusalException(
                "contradictory-metadata",
                $"'{opened.Path}' has {opened.Frames} frames of {opened.Shape}; its neighbours have {FramesPerFile[file]} of {Shape}.",
                "All frames of a stack must be alike: move the file elsewhere, or put its kind into a folder of its own.");
        }
    }

    private static ImmutableArray<long> Add(ImmutableArray<int> frames)
    {
        var starts = ImmutableArray.CreateBuilder<long>(frames.Length + 1);
        var sum = 0L;
        starts.Add(sum);
        foreach (var count in frames)
        {
            sum += count;
            starts.Add(sum);
        }

        return starts.MoveToImmutable();
    }
}
