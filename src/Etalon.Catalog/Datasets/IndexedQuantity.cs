namespace Etalon.Catalog;

/// <summary>One number with a unit from a dataset's metadata, already converted.</summary>
/// <param name="Key">Its name: <c>energy</c>, <c>entry/sample/temperature</c>, …</param>
/// <param name="Value">As written.</param>
/// <param name="Unit">As written; empty for none.</param>
/// <param name="SiValue">In the SI unit; values that are not finite are not indexed.</param>
/// <param name="SiUnit">The SI unit, which stands for the dimension: <c>J</c>, <c>K</c>; empty for none.</param>
public sealed record IndexedQuantity(string Key, double Value, string Unit, double SiValue, string SiUnit);
