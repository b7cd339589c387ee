using Etalon.Cubes;

namespace Etalon.Engine;

/// <summary>The folders below which somebody may name files of the server's machine.</summary>
public static class FileRoots
{
    /// <summary>The file itself, all links on the way followed, if it lies below one of the folders.</summary>
    /// <param name="roots">The folders; null for whoever may name any file, whose paths stay as they are.</param>
    /// <param name="path">The path, from the root on.</param>
    /// <exception cref="RefusalException">It does not: <c>path-outside</c>.</exception>
    public static string Check(IReadOnlyList<string>? roots, string path)
    {
        if (roots is null)
        {
            return path;
        }

        var real = path.Contains('\0', StringComparison.Ordinal) ? "" : RealPath.Of(Path.GetFullPath(path));
        return roots.Any(root => IsBelow(real, RealPath.Of(Path.GetFullPath(root))))
            ? real
            : throw new RefusalException(
                "path-outside",
                roots.Count == 0
                    ? $"'{path}' is no file that you may bring in: only administrators name files of the server's machine here."
                    : $"'{path}' is no file that you may bring in: it does not lie below {string.Join(" or ", roots)}.",
                roots.Count == 0
                    ? "Send it: 'etalon dataset upload FILE', or 'Bring data in' in the portal. Whoever runs the server may also name folders with ETALON_IMPORT_ROOTS."
                    : "Put it there, or send it: 'etalon dataset upload FILE', or 'Bring data in' in the portal. Administrators may name any file.",
                RefusalKind.Forbidden);
    }

    private static bool IsBelow(string real, string root) => real.Length > 0 && (real + "/").StartsWith(root.TrimEnd('/') + "/", StringComparison.Ordinal);
}
