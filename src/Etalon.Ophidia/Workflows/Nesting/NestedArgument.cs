namespace Etalon.Ophidia;

/// <summary>An argument of a nested call.</summary>
/// <param name="Key">Which; for one without a key, the one that its place stands for.</param>
/// <param name="Text">Its value; empty for a call.</param>
/// <param name="Call">The call whose cube it is; null for a text.</param>
internal sealed record NestedArgument(string Key, string Text, NestedCall? Call);
