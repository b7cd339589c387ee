namespace Etalon.Operators.Datacubes;

/// <summary>What happens to a value that the new sample type cannot hold.</summary>
public enum OutOfRange
{
    /// <summary>The run is refused and names the first such sample.</summary>
    Refuse,

    /// <summary>It becomes the nearest value the type holds.</summary>
    Clip,

    /// <summary>It becomes missing.</summary>
    Missing,
}
