namespace Etalon.Server.Tests;

/// <summary>What a provider does wrong when it is asked for a token.</summary>
public enum ProviderFault
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>It answers after the time that the configuration gives it.</summary>
    Slow,

    /// <summary>It sends a byte now and then, without an end.</summary>
    Endless,

    /// <summary>It sends megabytes.</summary>
    Oversized,

    /// <summary>It sends a page.</summary>
    Page,

    /// <summary>It sends JSON that is no object.</summary>
    List,

    /// <summary>It sends the same member twice.</summary>
    Twice,

    /// <summary>It sends the server to another address.</summary>
    Elsewhere,

    /// <summary>It fails.</summary>
    Failure,

    /// <summary>It hangs up.</summary>
    HangUp,

    /// <summary>It gives a token of another kind.</summary>
    OtherToken,
}
