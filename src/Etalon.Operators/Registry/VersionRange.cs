namespace Etalon.Operators;

/// <summary>
/// The versions a workflow accepts: <c>^1.2</c> (at least 1.2, same first number), <c>~1.2</c> (same first two numbers, at least
/// that), <c>1.2.3</c> (exactly that), or any.
/// </summary>
/// <remarks>Below 1.0 the second number takes the place of the first, as is usual: <c>^0.3</c> does not accept 0.4.</remarks>
public sealed record VersionRange
{
    private readonly string _text;
    private readonly SemanticVersion _from;
    private readonly SemanticVersion _below;

    private VersionRange(string text, SemanticVersion from, SemanticVersion below)
    {
        _text = text;
        _from = from;
        _below = below;
    }

    /// <summary>Every version.</summary>
    public static VersionRange Any { get; } = new("*", default, new SemanticVersion(int.MaxValue, 0, 0));

    /// <summary>Reads a range; an empty text or <c>*</c> accepts everything.</summary>
    public static VersionRange Parse(string text)
    {
        if (text is "" or "*")
        {
            return Any;
        }

        var least = SemanticVersion.Parse(text.TrimStart('^', '~'));
        var below = text[0] switch
        {
            '^' when least.Major > 0 => new SemanticVersion(least.Major + 1, 0, 0),
            '^' or '~' => new SemanticVersion(least.Major, least.Minor + 1, 0),
            _ => least with { Patch = least.Patch + 1 },
        };
        return new VersionRange(text, least, below);
    }

    /// <summary>Whether a version is accepted.</summary>
    public bool Contains(string version)
    {
        var parsed = SemanticVersion.Parse(version);
        return parsed >= _from && parsed < _below;
    }

    /// <inheritdoc />
    public override string ToString() => _text;
}
