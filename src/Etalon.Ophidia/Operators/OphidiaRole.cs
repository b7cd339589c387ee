namespace Etalon.Ophidia;

/// <summary>What an operator may do, and so what its user must be allowed to.</summary>
public enum OphidiaRole
{
    /// <summary>Look.</summary>
    Read,

    /// <summary>Make and delete cubes.</summary>
    Write,

    /// <summary>Run programs on the server.</summary>
    Execute,

    /// <summary>Look after the server.</summary>
    Admin,
}
