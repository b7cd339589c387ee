namespace Etalon.Native;

/// <summary>One member of a group.</summary>
/// <param name="Name">Its name in the group.</param>
/// <param name="Kind">How the group knows it.</param>
/// <param name="Target">The path a soft or external link leads to; empty for a hard link.</param>
/// <param name="TargetFile">The file an external link leads to; else empty.</param>
public sealed record Hdf5Link(string Name, Hdf5LinkKind Kind, string Target, string TargetFile);
