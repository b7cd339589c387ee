namespace Etalon.Native;

/// <summary>One member of a compound type.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Offset">Bytes from the start of the compound.</param>
/// <param name="Type">Its type.</param>
public sealed record Hdf5Member(string Name, long Offset, Hdf5Type Type);
