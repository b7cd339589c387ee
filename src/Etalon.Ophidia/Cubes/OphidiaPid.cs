using System.Globalization;
using Etalon.Cubes;

namespace Etalon.Ophidia;

/// <summary>The name of a cube, <c>URL/CONTAINER/CUBE</c>, or of a container, <c>URL/CONTAINER</c>. Clients see through none of it.</summary>
/// <param name="Server">The server's address, without a slash at the end.</param>
/// <param name="Container">The container's number.</param>
/// <param name="Cube">The cube's number; 0 for a container.</param>
public sealed record OphidiaPid(string Server, long Container, long Cube)
{
    /// <inheritdoc />
    public override string ToString() => Cube == 0
        ? string.Create(CultureInfo.InvariantCulture, $"{Server}/{Container}")
        : string.Create(CultureInfo.InvariantCulture, $"{Server}/{Container}/{Cube}");

    /// <summary>Reads the name of a cube of this server.</summary>
    /// <exception cref="RefusalException"><c>bad-pid</c>.</exception>
    public static OphidiaPid ParseCube(string text, string server)
    {
        ArgumentNullException.ThrowIfNull(text);
        ArgumentNullException.ThrowIfNull(server);
        var parts = text.StartsWith(server + "/", StringComparison.Ordinal) ? text[(server.Length + 1)..].Split('/') : [];
        return parts.Length == 2 && Number(parts[0]) is var container and > 0 && Number(parts[1]) is var cube and > 0
            ? new OphidiaPid(server, container, cube)
            : throw new RefusalException("bad-pid", $"'{text}' is no cube of this server.", $"Cubes here are called {server}/CONTAINER/CUBE, two numbers; 'oph_list' shows them.");
    }

    private static long Number(string text) => long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0;
}
