namespace Etalon.Engine;

/// <summary>Where an input of a run lies.</summary>
/// <param name="Path">The dataset's folder or file.</param>
/// <param name="Cube">The cube's name in it; empty for the default cube.</param>
/// <param name="ContentId">What identifies its bytes, for the cache key; empty leaves the run out of the cache.</param>
public sealed record InputReference(string Path, string Cube, string ContentId)
{
    /// <summary>The catalogued dataset, if it is one.</summary>
    public Guid? Dataset { get; init; }
}
