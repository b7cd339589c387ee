namespace Etalon.Native;

/// <summary>A message that has arrived.</summary>
/// <param name="Source">The rank it came from.</param>
/// <param name="Tag">Its tag.</param>
/// <param name="Content">Its bytes.</param>
public sealed record MpiMessage(int Source, int Tag, byte[] Content);
