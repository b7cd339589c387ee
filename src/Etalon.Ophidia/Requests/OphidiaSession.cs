using System.Globalization;

namespace Etalon.Ophidia;

/// <summary>A session's address, <c>SERVER/sessions/CODE/experiment</c>, and the names of jobs in it.</summary>
/// <param name="Server">The server's address, without a slash at its end.</param>
/// <param name="Code">The session's own letters.</param>
public sealed record OphidiaSession(string Server, string Code)
{
    private const string Before = "/sessions/";
    private const string Behind = "/experiment";

    /// <summary>The address.</summary>
    public override string ToString() => $"{Server}{Before}{Code}{Behind}";

    /// <summary>The name of a job: numbers are decimal.</summary>
    public string Job(long workflow, long marker) => string.Create(CultureInfo.InvariantCulture, $"{this}?{workflow}#{marker}");

    /// <summary>Reads a session's address.</summary>
    /// <exception cref="OphidiaException">It is not one of this server (7).</exception>
    public static OphidiaSession Parse(string text, string server)
    {
        ArgumentNullException.ThrowIfNull(text);
        ArgumentNullException.ThrowIfNull(server);
        var start = server + Before;
        var code = text.StartsWith(start, StringComparison.Ordinal) && text.EndsWith(Behind, StringComparison.Ordinal) && text.Length > start.Length + Behind.Length
            ? text[start.Length..^Behind.Length]
            : "";
        return code.Length > 0 && code.All(char.IsAsciiLetterOrDigit)
            ? new OphidiaSession(server, code)
            : throw new OphidiaException(OphidiaError.Parameter, $"'{text}' is no session of this server; sessions here are {server}{Before}CODE{Behind}.");
    }
}
