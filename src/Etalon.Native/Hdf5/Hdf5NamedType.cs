namespace Etalon.Native;

/// <summary>A type that a file stores under a name of its own.</summary>
public sealed class Hdf5NamedType : Hdf5Object
{
    internal Hdf5NamedType(Hdf5File file, Hdf5Id id, string path)
        : base(file, id, path)
    {
        using var gate = Hdf5Lock.Enter();
        Type = Hdf5TypeReading.Read(id.Value, Subject);
    }

    /// <summary>The type.</summary>
    public Hdf5Type Type { get; }
}
