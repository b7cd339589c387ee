namespace Etalon.Operators.Datacubes;

/// <summary>A part of an expression's text.</summary>
internal readonly record struct Place(int Start, int Length)
{
    /// <summary>Everything from the beginning of this to the end of the other.</summary>
    public Place To(Place other) => new(Start, Math.Max(Length, other.Start + other.Length - Start));
}
