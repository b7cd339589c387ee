namespace Etalon.Server;

/// <summary>An input of an order.</summary>
/// <param name="Name">The graph input.</param>
/// <param name="Port">What the user calls it.</param>
/// <param name="Position">Its place among several of one name.</param>
/// <param name="Text">What the user connected: <c>ID</c> or <c>ID/CUBE</c>.</param>
internal sealed record OrderedInput(string Name, string Port, int Position, string Text)
{
    /// <summary>The cube of that dataset; null where the text names it.</summary>
    public string? Cube { get; init; }

    /// <summary>Whether the dataset may be without the cube.</summary>
    public bool IsOptional { get; init; }
}
