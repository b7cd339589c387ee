namespace Etalon.Server;

/// <summary>What is said to those who do not speak the protocol at all: a status of HTTP with a sentence.</summary>
public sealed class DoorException : Exception
{
    /// <summary>A status and a sentence.</summary>
    public DoorException(string status, string message)
        : base(message) => Status = status;

    /// <summary>Number and words: <c>405 Method Not Allowed</c>.</summary>
    public string Status { get; }
}
