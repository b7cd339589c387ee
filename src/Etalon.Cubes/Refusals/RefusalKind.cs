namespace Etalon.Cubes;

/// <summary>What sort of "no" a refusal is; doors map it to a status or an exit code.</summary>
public enum RefusalKind
{
    /// <summary>The request itself is wrong: an unknown name, a wrong unit, a region outside.</summary>
    Invalid,

    /// <summary>The thing asked for does not exist, or may not be seen by the caller.</summary>
    Missing,

    /// <summary>The request is right but collides with what exists or runs now.</summary>
    Conflict,

    /// <summary>The caller lacks the right.</summary>
    Forbidden,

    /// <summary>More memory, disk or time is needed than is allowed.</summary>
    TooLarge,

    /// <summary>A file is truncated, lies about itself, or fails its checksum.</summary>
    Corrupt,

    /// <summary>A library, filter or feature that is not there; the help says how to get it.</summary>
    Unsupported,

    /// <summary>The caller or an administrator stopped it.</summary>
    Cancelled,

    /// <summary>The storage is full.</summary>
    StorageFull,

    /// <summary>The caller has not signed in, or not rightly.</summary>
    NotSignedIn,

    /// <summary>The caller asks for too much at once, or too often: later it is answered.</summary>
    TooMany,
}
