using System.Collections.Immutable;
using Etalon.Cubes;

namespace Etalon.Ophidia;

/// <summary>A folder or container of a session, by the names from the session's root.</summary>
public static class OphidiaPath
{
    /// <summary>Reads a path: from the root if it begins with a slash, otherwise from the folder in which the user stands.</summary>
    /// <param name="path">The path; <c>-</c> or nothing stands for that folder. <c>.</c> and <c>..</c> are understood.</param>
    /// <param name="cwd">The folder in which the user stands.</param>
    /// <param name="code">The session's code: the original's scripts write it before paths.</param>
    /// <exception cref="RefusalException">The path leaves the session: <c>outside-session</c>.</exception>
    public static ImmutableArray<string> Resolve(string path, string cwd, string code)
    {
        ArgumentNullException.ThrowIfNull(path);
        var full = path is "-" or "" ? cwd : path.StartsWith('/') ? path : $"{cwd}/{path}";
        var names = full.Split('/', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        var way = new List<string>(names.Length);
        foreach (var name in names.Length > 0 && string.Equals(names[0], code, StringComparison.Ordinal) ? names[1..] : names)
        {
            if (name is "..")
            {
                if (way.Count == 0)
                {
                    throw new RefusalException("outside-session", $"'{path}' leads out of the session.", "The session's root folder '/' is the uppermost.");
                }

                way.RemoveAt(way.Count - 1);
            }
            else if (name is not ".")
            {
                way.Add(name);
            }
        }

        return [.. way];
    }

    /// <summary>The path as clients write it.</summary>
    public static string Text(IEnumerable<string> path) => "/" + string.Join('/', path);
}
