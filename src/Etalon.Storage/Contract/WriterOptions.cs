namespace Etalon.Storage;

/// <summary>Options that every format's <see cref="IDatasetFormat.Create"/> understands or ignores.</summary>
public static class WriterOptions
{
    /// <summary>
    /// <c>resume</c> = <c>yes</c>: the path may hold what an interrupted writer left; shards can be adopted. Only for stores.
    /// </summary>
    public const string Resume = "resume";

    /// <summary>
    /// <c>follower</c> = <c>yes</c>: another process leads this store; write shards, never metadata. Only for stores.
    /// </summary>
    public const string Follower = "follower";
}
