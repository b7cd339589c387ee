using Etalon.Ophidia;

namespace Etalon.Server;

/// <summary>What is answered to a request.</summary>
/// <param name="Error">The number in the envelope.</param>
/// <param name="JobId">The job; empty for none.</param>
/// <param name="Document">The document; null for none.</param>
internal sealed record OphidiaReply(OphidiaError Error, string JobId, OphidiaDocument? Document)
{
    /// <summary>
    /// Told when the document has been written, with a copy if it is not too large, or with null and false if it could not be; before the last of
    /// it is sent, so that whoever has the reply also finds the job ended.
    /// </summary>
    public Func<string?, bool, Task> Written { get; init; } = static (_, _) => Task.CompletedTask;

    /// <summary>The same reply with a failure instead of what was to be said.</summary>
    public OphidiaReply Failing(string message) => this with { Document = Document! with { Objects = [OphidiaText.Failure(message)] } };
}
