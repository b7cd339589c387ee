namespace Etalon.Operators.Datacubes;

/// <summary>A word of an array expression, and its column, the first of which is 1.</summary>
internal readonly record struct ApplyToken(ApplyTokenKind Kind, string Text, int Column)
{
    /// <summary>Whether it is that bracket, comma or sign.</summary>
    public bool Is(char sign) => Kind == ApplyTokenKind.Sign && Text[0] == sign;
}
