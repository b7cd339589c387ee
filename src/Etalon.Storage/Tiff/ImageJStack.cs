using System.Globalization;

namespace Etalon.Storage;

/// <summary>The description that ImageJ writes: lines of names and values, the first one its version.</summary>
internal static class ImageJStack
{
    private const string Count = "images=";

    /// <summary>How many pictures the file says it has; null where ImageJ did not write it, or says nothing.</summary>
    public static long? Frames(string description)
    {
        if (!description.StartsWith("ImageJ=", StringComparison.Ordinal))
        {
            return null;
        }

        var line = Array.Find(description.Split('\n'), static line => line.StartsWith(Count, StringComparison.Ordinal));
        return line is not null && long.TryParse(line.AsSpan(Count.Length), NumberStyles.None, CultureInfo.InvariantCulture, out var frames) ? frames : null;
    }
}
