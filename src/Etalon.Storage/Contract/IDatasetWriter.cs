using Etalon.Cubes;

namespace Etalon.Storage;

/// <summary>Makes a file or store. Nothing is visible at the final path before <see cref="Complete"/>.</summary>
public interface IDatasetWriter : IDisposable
{
    /// <summary>Adds a cube; formats that need it get every cube before the first sample.</summary>
    ICubeWriter Add(CubeInfo cube, CubeLayout layout);

    /// <summary>Reads a cube back before the whole is complete; every shard of it must be finished. Null where the format cannot.</summary>
    ICubeReader? Reopen(string cube) => null;

    /// <summary>Flushes everything to disk and makes it visible.</summary>
    void Complete(AttributeSet attributes);
}
