using Etalon.Cubes;
using Etalon.Engine;
using Etalon.Ophidia;

namespace Etalon.Server;

/// <summary>The files of the server that clients may name: everything below one folder, with no way out of it by <c>..</c> or a link.</summary>
internal sealed class OphidiaFiles
{
    private readonly string _real;

    /// <summary>Below the folder that <c>ETALON_OPHIDIA_FILES</c> names; without it all files that the server may read.</summary>
    public OphidiaFiles()
        : this(Environment.GetEnvironmentVariable("ETALON_OPHIDIA_FILES") is { Length: > 0 } folder ? folder : "/")
    {
    }

    /// <summary>Below a folder.</summary>
    public OphidiaFiles(string root)
    {
        Root = Path.GetFullPath(root).TrimEnd('/');
        _real = RealPath.Of(Root);
    }

    /// <summary>The folder without a slash at its end: <c>OPH_BASE_SRC_PATH</c>.</summary>
    public string Root { get; }

    /// <summary>The full path of what a client names.</summary>
    /// <param name="named">From the root on if it begins with a slash, else from the current folder.</param>
    /// <param name="current">The client's current folder, below the root.</param>
    /// <exception cref="RefusalException"><c>bad-path</c>, <c>path-outside</c>.</exception>
    public string Resolve(string named, string current)
    {
        if (string.IsNullOrWhiteSpace(named) || named.Contains('\0', StringComparison.Ordinal) || named.Contains("://", StringComparison.Ordinal))
        {
            throw new RefusalException("bad-path", $"'{named}' is no path of a file of the server.", "Give a path below the folder that 'oph_get_config key=OPH_BASE_SRC_PATH' shows.");
        }

        // A leading '..' ends at the root, as it does in a shell; whoever names the root itself is understood as well.
        var below = Path.GetFullPath(Path.Combine("/", current is "-" or "" ? "/" : current, named));
        var full = Root.Length > 0 && (below + "/").StartsWith(Root + "/", StringComparison.Ordinal) && named.StartsWith('/') ? below : Root + below;
        var real = RealPath.Of(full);
        return (real + "/").StartsWith(_real.TrimEnd('/') + "/", StringComparison.Ordinal)
            ? full
            : throw new RefusalException("path-outside", $"'{named}' leads out of the folder that is served.", $"Stay below '{Root}/'.", RefusalKind.Forbidden);
    }

    /// <summary>A path that is full already, as clients see it.</summary>
    public string Shown(string full) => full[Root.Length..] is { Length: > 0 } below ? below : "/";

    /// <summary>The files of an argument; each must be there.</summary>
    public string[] Sources(OphidiaArguments arguments, string key) =>
    [
        .. arguments[key].Split('|', StringSplitOptions.TrimEntries).Select(named =>
        {
            var full = Resolve(named, arguments["cdd"]);
            return Path.Exists(full) ? full : throw Refusal.NoSuchFile(full);
        }),
    ];
}
