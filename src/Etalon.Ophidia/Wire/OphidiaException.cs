namespace Etalon.Ophidia;

/// <summary>A request that is answered with an error number instead of a document.</summary>
public sealed class OphidiaException : Exception
{
    /// <summary>An unknown error.</summary>
    public OphidiaException()
        : this(OphidiaError.Unknown, "Unknown error.")
    {
    }

    /// <summary>An unknown error with a message.</summary>
    public OphidiaException(string message)
        : this(OphidiaError.Unknown, message)
    {
    }

    /// <summary>An unknown error with a cause.</summary>
    public OphidiaException(string message, Exception innerException)
        : base(message, innerException) => Error = OphidiaError.Unknown;

    /// <summary>A fault of a kind that clients know.</summary>
    public OphidiaException(OphidiaError error, string message, Exception? innerException = null)
        : base(message, innerException) => Error = error;

    /// <summary>The number in the envelope.</summary>
    public OphidiaError Error { get; }
}
