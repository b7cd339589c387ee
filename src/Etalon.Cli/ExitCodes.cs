namespace Etalon.Cli;

/// <summary>What the process's exit code means; the same table is in docs/reference/cli.md.</summary>
internal static class ExitCodes
{
    /// <summary>Done.</summary>
    public const int Ok = 0;

    /// <summary>The command line is wrong.</summary>
    public const int Usage = 64;

    /// <summary>The request was refused: a wrong name, unit, region, type, a corrupt file.</summary>
    public const int Refused = 65;

    /// <summary>What was named does not exist.</summary>
    public const int Missing = 66;

    /// <summary>Etalon is not running, or a library or tool is not installed.</summary>
    public const int Unavailable = 69;

    /// <summary>A fault of the program.</summary>
    public const int Internal = 70;

    /// <summary>The disk is full, or a limit of memory or size was reached.</summary>
    public const int NoRoom = 73;

    /// <summary>It collides with what exists or runs now; try again later.</summary>
    public const int Conflict = 75;

    /// <summary>Not signed in, or not allowed.</summary>
    public const int Forbidden = 77;

    /// <summary>Cancelled.</summary>
    public const int Cancelled = 130;

    /// <summary>The exit code for a kind of refusal.</summary>
    public static int Of(string kind, string code) => kind switch
    {
        _ when string.Equals(code, "internal-error", StringComparison.Ordinal) => Internal,
        "missing" => Missing,
        "conflict" or "tooMany" => Conflict,
        "forbidden" or "notSignedIn" => Forbidden,
        "tooLarge" or "storageFull" => NoRoom,
        "unsupported" => Unavailable,
        "cancelled" => Cancelled,
        _ => Refused,
    };
}
