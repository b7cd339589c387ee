using System.CommandLine;
using System.Text.Json.Nodes;

namespace Etalon.Cli;

/// <summary><c>signin-link</c>: an address that opens the portal and signs somebody in, once.</summary>
internal static class SignInLinkCommand
{
    /// <summary>Makes the command.</summary>
    public static Command Create()
    {
        var command = new Command("signin-link", "Make a link that opens the portal and signs you in; it counts once, for ten minutes.");
        var person = new Option<string?>("--person") { Description = "Whom it signs in; only administrators make links for others." };
        command.Options.Add(person);
        command.Does(async (parsed, terminal, cancellation) =>
        {
            using var client = EtalonClient.Connect();
            var link = await MakeAsync(client, parsed.GetValue(person), cancellation);
            terminal.Result(link, lines => lines.WriteLine(link["url"]));
            return ExitCodes.Ok;
        });
        return command;
    }

    /// <summary>A link: <c>url</c> and <c>expiresAt</c>.</summary>
    /// <param name="client">The server.</param>
    /// <param name="person">For whom; null for whose token it is.</param>
    /// <param name="cancellation">Gives up.</param>
    public static async Task<JsonObject> MakeAsync(EtalonClient client, string? person, CancellationToken cancellation)
    {
        var link = await client.PostAsync("api/session/links", new JsonObject { ["name"] = person }, cancellation);
        return new JsonObject { ["url"] = $"{client.Url}/signin#{link["code"]}", ["expiresAt"] = link["expiresAt"]!.DeepClone() };
    }
}
