namespace Etalon.Native;

/// <summary>What an attribute is, without its value.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Type">The type of an element in the file.</param>
/// <param name="Shape">Its shape; empty for a single value, null where it has a type but no value.</param>
public sealed record Hdf5AttributeHead(string Name, Hdf5Type Type, IReadOnlyList<long>? Shape);
