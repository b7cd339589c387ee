using Etalon.Ophidia;

namespace Etalon.Server;

/// <summary>Who answers what comes in at the door.</summary>
internal interface IDoorAnswers
{
    /// <summary>The answer to a request, whatever goes wrong with it.</summary>
    /// <param name="request">What came.</param>
    /// <param name="host">From where.</param>
    /// <param name="gone">Cancelled when nobody waits for the answer any more.</param>
    /// <param name="stopping">Cancelled when the server stops.</param>
    Task<OphidiaReply> AnswerAsync(DoorRequest request, string host, CancellationToken gone, CancellationToken stopping);

    /// <summary>The answer to what is no request.</summary>
    OphidiaReply Refuse(OphidiaException error);
}
