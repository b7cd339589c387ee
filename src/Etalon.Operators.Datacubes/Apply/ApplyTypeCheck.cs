namespace Etalon.Operators.Datacubes;

/// <summary>Whether input types that calls name are compared with the real ones.</summary>
public enum ApplyTypeCheck
{
    /// <summary>A wrong one is refused.</summary>
    Yes,

    /// <summary>They are not looked at.</summary>
    No,
}
