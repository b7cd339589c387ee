namespace Etalon.Server.Tests.Plugin;

/// <summary>What an operator can do wrong while it computes.</summary>
public enum Misbehaviour
{
    /// <summary>An exception that nobody foresaw.</summary>
    Throw,

    /// <summary>The process ends at once.</summary>
    FailFast,

    /// <summary>Prints where the worker talks to the server, then does its work.</summary>
    Print,
}
