using Etalon.Native;

namespace Etalon.Storage;

/// <summary>Where an object lies.</summary>
/// <param name="Source">The file.</param>
/// <param name="Path">A path in it without any link but hard ones.</param>
internal sealed record Hdf5Place(Hdf5Source Source, string Path)
{
    /// <summary>Opens the object.</summary>
    public Hdf5Object Open() => Source.File.Open(Path);

    /// <summary>The place of a member.</summary>
    public Hdf5Place Member(string name) => this with { Path = Path is "/" ? "/" + name : $"{Path}/{name}" };
}
