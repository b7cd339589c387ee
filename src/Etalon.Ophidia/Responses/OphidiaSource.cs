using System.Globalization;
using System.Text.Json;

namespace Etalon.Ophidia;

/// <summary>Where a document comes from.</summary>
/// <param name="Session">The session's address.</param>
/// <param name="Workflow">The number of the request in its session.</param>
/// <param name="Marker">The number of the task in its session.</param>
public sealed record OphidiaSource(OphidiaSession Session, long Workflow, long Marker)
{
    internal void Write(Utf8JsonWriter json)
    {
        json.WriteStartObject("source");
        json.WriteString("srckey", "oph");
        json.WriteString("srcname", "Ophidia");
        json.WriteString("description", "Etalon");
        json.WriteString("producer", "etalon");
        OphidiaObject.Texts(json, "keys", ["Session Code", "Workflow", "Marker", "JobID"]);
        OphidiaObject.Texts(
            json, "values",
            [Session.Code, Workflow.ToString(CultureInfo.InvariantCulture), Marker.ToString(CultureInfo.InvariantCulture), Session.Job(Workflow, Marker)]);
        json.WriteEndObject();
    }
}
