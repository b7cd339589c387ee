using Etalon.Cubes;

namespace Etalon.Engine;

/// <summary>Where a path leads when every link on the way is followed, as <c>realpath</c> has it; what does not exist stays as it is.</summary>
public static class RealPath
{
    /// <summary>As many as the kernel follows.</summary>
    private const int MostLinks = 40;

    /// <summary>The path without links and dots.</summary>
    /// <param name="path">From the root on.</param>
    /// <exception cref="RefusalException">The links lead round in a circle: <c>bad-path</c>.</exception>
    public static string Of(string path)
    {
        var ahead = new Stack<string>();
        Push(ahead, path);
        var (real, links) = ("/", 0);
        while (ahead.TryPop(out var part))
        {
            if (part is "..")
            {
                real = Path.GetDirectoryName(real) ?? "/";
            }
            else if (part is not ".")
            {
                var next = Path.Combine(real, part);
                if (LinkOf(next) is not { } target)
                {
                    real = next;
                    continue;
                }

                if (++links > MostLinks)
                {
                    throw new RefusalException("bad-path", $"'{path}' leads through too many links.", "Give the path of the file itself.");
                }

                real = target.StartsWith('/') ? "/" : real;
                Push(ahead, target);
            }
        }

        return real;
    }

    private static void Push(Stack<string> ahead, string path)
    {
        var parts = path.Split('/', StringSplitOptions.RemoveEmptyEntries);
        for (var i = parts.Length - 1; i >= 0; i--)
        {
            ahead.Push(parts[i]);
        }
    }

    private static string? LinkOf(string path)
    {
        try
        {
            return new FileInfo(path).LinkTarget;
        }
        catch (Exception closed) when (closed is IOException or UnauthorizedAccessException)
        {
            return null; // opening it says why
        }
    }
}
