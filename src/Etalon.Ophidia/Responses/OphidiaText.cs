using System.Text.Json;

namespace Etalon.Ophidia;

/// <summary>A title and perhaps a message.</summary>
/// <param name="Key">By what clients find it.</param>
/// <param name="Title">What it is.</param>
/// <param name="Message">What it says; null for none.</param>
public sealed record OphidiaText(string Key, string Title, string? Message = null) : OphidiaObject(Key)
{
    /// <summary>The key of the object that says how it went.</summary>
    public const string StatusKey = "status";

    /// <inheritdoc />
    public override string Class => "text";

    /// <summary>It went well.</summary>
    public static OphidiaText Success => new(StatusKey, "SUCCESS");

    /// <summary>It failed. Clients cut the message off at a line's end that stands before a quotation mark, so it always ends with one.</summary>
    public static OphidiaText Failure(string message)
    {
        ArgumentNullException.ThrowIfNull(message);
        return new OphidiaText(StatusKey, "ERROR", message.Replace('"', '\'').TrimEnd('\n') + "\n");
    }

    internal override void WriteContent(Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteString("title", Title);
        if (Message is not null)
        {
            json.WriteString("message", Message);
        }

        json.WriteEndObject();
    }
}
