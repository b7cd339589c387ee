namespace Etalon.Cubes;

/// <summary>
/// A "no" that is safe to show to the user: what was wrong, which values are allowed, what to do next.
/// Everything else that is thrown is a bug of ours.
/// </summary>
/// <param name="code">Stable identifier in kebab case, for example <c>unknown-axis</c>.</param>
/// <param name="message">What was wrong, with the value that was given and the values that are allowed.</param>
/// <param name="help">What to do next; may be empty.</param>
/// <param name="kind">The sort of refusal.</param>
/// <param name="inner">What caused it, if anything; never shown.</param>
public sealed class RefusalException(
    string code, string message, string help = "", RefusalKind kind = RefusalKind.Invalid, Exception? inner = null)
    : Exception(message, inner)
{
    /// <summary>Stable identifier in kebab case.</summary>
    public string Code { get; } = code;

    /// <summary>What to do next; may be empty.</summary>
    public string Help { get; } = help;

    /// <summary>The sort of refusal.</summary>
    public RefusalKind Kind { get; } = kind;

    /// <summary>When the same may be asked again, if that is known.</summary>
    public TimeSpan? After { get; init; }
}
