namespace Etalon.Catalog;

/// <summary>Whether the audit is whole.</summary>
/// <param name="Entries">How many entries there are.</param>
/// <param name="FirstBroken">The first entry that does not follow from the one before; null if all do.</param>
/// <param name="Head">The last entry's hash. Kept elsewhere, it also shows when entries were cut off at the end.</param>
public sealed record AuditReport(long Entries, long? FirstBroken, string Head);
