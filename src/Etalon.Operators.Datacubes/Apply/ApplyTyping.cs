namespace Etalon.Operators.Datacubes;

/// <summary>Whether calls in array expressions name their types.</summary>
public enum ApplyTyping
{
    /// <summary>They may; without them types are those of the arrays.</summary>
    Auto,

    /// <summary>They must.</summary>
    Manual,
}
