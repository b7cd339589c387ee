namespace Etalon.Cli;

/// <summary>A "no" for the user, from the server or from the command line itself.</summary>
public sealed class ClientRefusalException(int exitCode, string code, string message, string help = "") : Exception(message)
{
    /// <summary>The process's exit code.</summary>
    public int ExitCode { get; } = exitCode;

    /// <summary>Stable identifier.</summary>
    public string Code { get; } = code;

    /// <summary>What to do next.</summary>
    public string Help { get; } = help;
}
