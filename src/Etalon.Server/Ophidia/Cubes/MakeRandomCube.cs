using System.Text.Json;
using System.Text.Json.Nodes;
using Etalon.Ophidia;

namespace Etalon.Server;

/// <summary><c>oph_randcube</c>.</summary>
internal sealed class MakeRandomCube(OphidiaKeeper keeper, OphidiaContainers containers) : IOphidiaOperator
{
    /// <inheritdoc />
    public async Task<OphidiaAnswer> RunAsync(OphidiaCall call, CancellationToken cancellation)
    {
        var container = await containers.ForResultAsync(null, call, cancellation);
        var known = container.Dimensions.ValueKind == JsonValueKind.Array ? JsonNode.Parse(container.Dimensions.GetRawText())!.AsArray() : [];
        var draft = RandomDraft.Of(call.Arguments, known, call.Marker);
        if (!call.Arguments.IsYes("run"))
        {
            return OphidiaAnswer.Done;
        }

        var made = await keeper.MakeAsync(draft, [], call, cancellation);
        return OphidiaAnswer.Cube(call.Arguments.Operator, made.Pid.ToString());
    }
}
