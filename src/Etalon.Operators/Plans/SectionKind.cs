namespace Etalon.Operators;

/// <summary>What sort of step ends a section.</summary>
public enum SectionKind
{
    /// <summary>A map or a source: tiles in any order.</summary>
    Map,

    /// <summary>A reduction: the tiles' inputs come in blocks in any order.</summary>
    Reduce,

    /// <summary>A stream: tiles in order along its axis.</summary>
    Stream,

    /// <summary>A sink: its inputs are stored cubes, copied into another format.</summary>
    Sink,

    /// <summary>An external program: its inputs are stored cubes.</summary>
    Program,
}
