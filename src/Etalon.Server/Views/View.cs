namespace Etalon.Server;

/// <summary>An answer as it is kept and sent: the body and what it says of itself.</summary>
/// <param name="Body">The bytes.</param>
/// <param name="Type">Their media type.</param>
/// <param name="Headers">Further headers.</param>
public sealed record View(byte[] Body, string Type, IReadOnlyList<KeyValuePair<string, string>> Headers)
{
    /// <summary>Whether a later answer to the same question may be better, so that it is not to be kept for good.</summary>
    public bool IsForNow { get; init; }

    /// <summary>Whether it depends on more than what it is named after, so that it may be kept by nobody.</summary>
    public bool IsPassing { get; init; }

    /// <summary>About what it takes in memory.</summary>
    public long Bytes => Body.LongLength + 512;
}
