namespace Etalon.Ophidia;

/// <summary>The number in the envelope of a reply. What goes wrong within an operator is 0: it stands in the document.</summary>
public enum OphidiaError
{
    /// <summary>The request was understood and carried out, or submitted.</summary>
    None = 0,

    /// <summary>Nobody knows what went wrong.</summary>
    Unknown = 1,

    /// <summary>Something that must be there is not.</summary>
    Missing = 2,

    /// <summary>The server cannot do that: a management operator within a workflow.</summary>
    Server = 3,

    /// <summary>Files or the catalogue cannot be reached.</summary>
    Storage = 4,

    /// <summary>Wrong name or password, a locked account, a session of somebody else, too few rights.</summary>
    Authentication = 5,

    /// <summary>The system refuses.</summary>
    System = 6,

    /// <summary>The request is not understood: no JSON, no name, no tasks, an unknown operator.</summary>
    Parameter = 7,

    /// <summary>There is no response.</summary>
    NoResponse = 8,
}
