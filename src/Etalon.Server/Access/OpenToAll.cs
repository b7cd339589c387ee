namespace Etalon.Server;

/// <summary>Marks a route that whoever has not signed in may use.</summary>
internal sealed class OpenToAll
{
    /// <summary>The mark.</summary>
    public static readonly OpenToAll Mark = new();
}
