namespace Etalon.Native;

/// <summary>Looks at elements that have been read.</summary>
/// <param name="form">How each lies in memory.</param>
/// <param name="elements">All of them.</param>
public delegate void Hdf5ElementUse(Hdf5Form form, ReadOnlySpan<byte> elements);
