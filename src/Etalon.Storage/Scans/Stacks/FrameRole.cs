using System.Text.RegularExpressions;

namespace Etalon.Storage;

/// <summary>Tells from the name of a file or folder what its frames are.</summary>
internal static partial class FrameRole
{
    private const int LimitMilliseconds = 1000;

    /// <summary>The cube that frames of such a name belong to; null where the name does not say.</summary>
    public static string? Of(string name) => name switch
    {
        _ when Flat().IsMatch(name) => ScanNames.Flats,
        _ when Dark().IsMatch(name) => ScanNames.Darks,
        _ when Projection().IsMatch(name) => ScanNames.Projections,
        _ => null,
    };

    /// <summary>Whether the name says that the frames were taken before (true) or after (false) the projections; null where it does not.</summary>
    public static bool? IsBefore(string name) => (Before().IsMatch(name), After().IsMatch(name)) switch
    {
        (true, false) => true,
        (false, true) => false,
        _ => null,
    };

    // Words begin where a name or one of its parts begins. "ref" stands alone, since "refined" is no reference.
    [GeneratedRegex("(^|[^a-z])(flat|white|(refs?|references?|refhst)([^a-z]|$))", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture, LimitMilliseconds)]
    private static partial Regex Flat();

    [GeneratedRegex("(^|[^a-z])dark", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture, LimitMilliseconds)]
    private static partial Regex Dark();

    [GeneratedRegex("(^|[^a-z])(proj|tomo|radio)", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture, LimitMilliseconds)]
    private static partial Regex Projection();

    [GeneratedRegex("(^|[^a-z])(before|pre|start|begin)", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture, LimitMilliseconds)]
    private static partial Regex Before();

    [GeneratedRegex("(^|[^a-z])(after|post|end)", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture, LimitMilliseconds)]
    private static partial Regex After();
}
