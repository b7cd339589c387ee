using System.Collections.Immutable;
using Etalon.Cubes;

namespace Etalon.Storage;

/// <summary>An opened file or store. Thread-safe.</summary>
public interface IDatasetReader : IDisposable
{
    /// <summary>The cubes that hold data, in the file's order. Coordinate variables are axes of cubes, not cubes.</summary>
    ImmutableArray<CubeInfo> Cubes { get; }

    /// <summary>The file's own attributes (global attributes, NeXus entry fields as <c>entry/title</c>, <c>entry/instrument/name</c>, …).</summary>
    AttributeSet Attributes { get; }

    /// <summary>The cube a viewer would show first (NeXus <c>default</c>/<c>signal</c>), or the first one; empty if there is none.</summary>
    string DefaultCube { get; }

    /// <summary>Things in the file that are shown but not followed or not understood, one sentence each (external links, unknown filters).</summary>
    ImmutableArray<string> Remarks { get; }

    /// <summary>Opens one cube.</summary>
    /// <exception cref="RefusalException">No cube has that name, or a filter is missing.</exception>
    ICubeReader Open(string cube);
}
