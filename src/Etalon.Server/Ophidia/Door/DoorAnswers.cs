using Etalon.Cubes;
using Etalon.Ophidia;
using Npgsql;

namespace Etalon.Server;

/// <summary>Requests go to the desk, once it is known who asks; whatever goes wrong becomes an answer.</summary>
internal sealed class DoorAnswers(OphidiaSignIn signIn, OphidiaDesk desk, ILogger<DoorAnswers> log) : IDoorAnswers
{
    /// <inheritdoc />
    public async Task<OphidiaReply> AnswerAsync(DoorRequest request, string host, CancellationToken gone, CancellationToken stopping)
    {
        try
        {
            var person = await signIn.CheckAsync(request.Credentials, host, stopping);
            return await desk.AnswerAsync(person, RequestEnvelope.Read(request.Body), gone);
        }
        catch (OphidiaException error)
        {
            return desk.Refuse(error);
        }
        catch (RefusalException refusal)
        {
            return desk.Refuse(new OphidiaException(OphidiaError.System, $"{refusal.Message} {refusal.Help}", refusal));
        }
        catch (NpgsqlException fault)
        {
            DoorLog.Failed(log, fault);
            return desk.Refuse(new OphidiaException(OphidiaError.Storage, "The catalogue does not answer at the moment.", fault));
        }
#pragma warning disable CA1031 // The door is where a fault of ours becomes an answer, as RefusalHandler does for HTTP.
        catch (Exception fault) when (fault is not OperationCanceledException)
#pragma warning restore CA1031
        {
            DoorLog.Failed(log, fault);
            return desk.Refuse(new OphidiaException(OphidiaError.System, "The server failed at this request by a fault of its own; its log says more.", fault));
        }
    }

    /// <inheritdoc />
    public OphidiaReply Refuse(OphidiaException error) => desk.Refuse(error);
}
