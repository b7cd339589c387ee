namespace Etalon.Operators;

/// <summary>What values a parameter takes.</summary>
public enum ParameterKind
{
    /// <summary>True or false.</summary>
    Boolean,

    /// <summary>A whole number.</summary>
    Integer,

    /// <summary>A finite number.</summary>
    Number,

    /// <summary>A text.</summary>
    Text,

    /// <summary>One of a closed list of names.</summary>
    Choice,

    /// <summary>Several values of one kind.</summary>
    List,

    /// <summary>Texts by name.</summary>
    Map,

    /// <summary>A nested record.</summary>
    Record,
}
