namespace Etalon.Storage;

/// <summary>A dimension of a file.</summary>
/// <param name="Name">Full name: groups, then the short name.</param>
/// <param name="Length">Its length; may be 0 while nothing was appended.</param>
internal sealed record CfDimension(string Name, long Length)
{
    /// <summary>The name without groups.</summary>
    public string ShortName => Name[(Name.LastIndexOf('/') + 1)..];
}
