using System.CommandLine;
using System.Text;
using System.Text.Json.Nodes;

namespace Etalon.Cli;

/// <summary><c>user add|list|password</c>.</summary>
internal static class UserCommands
{
    /// <summary>Makes the commands.</summary>
    public static Command Create()
    {
        var command = new Command("user", "Who may use the server, and their passwords.");
        command.Subcommands.Add(Add());
        command.Subcommands.Add(List());
        command.Subcommands.Add(Password());
        return command;
    }

    private static Command Add()
    {
        var command = new Command("add", "Add a user; only administrators do. Then give them a password with 'etalon user password NAME'.");
        var name = new Argument<string>("name") { Description = "The login name." };
        var role = new Option<string[]>("--role") { Description = "What they may do beyond their own things: administrator, staff." };
        var fullName = new Option<string>("--full-name") { Description = "The name as written.", DefaultValueFactory = _ => "" };
        var email = new Option<string>("--email") { Description = "Where they are written to.", DefaultValueFactory = _ => "" };
        command.Arguments.Add(name);
        command.Options.Add(role);
        command.Options.Add(fullName);
        command.Options.Add(email);
        command.Does(async (parsed, terminal, cancellation) =>
        {
            using var client = EtalonClient.Connect();
            var user = await client.PostAsync("api/users", new JsonObject
            {
                ["name"] = parsed.GetValue(name),
                ["roles"] = new JsonArray([.. (parsed.GetValue(role) ?? []).Select(one => (JsonNode)one)]),
                ["fullName"] = parsed.GetValue(fullName),
                ["email"] = parsed.GetValue(email),
            }, cancellation);
            terminal.Result(user, lines => lines.WriteLine($"Added {user["name"]}."));
            return ExitCodes.Ok;
        });
        return command;
    }

    private static Command List()
    {
        var command = new Command("list", "List the users; only administrators do.");
        command.Does(async (_, terminal, cancellation) =>
        {
            using var client = EtalonClient.Connect();
            var users = await client.GetAsync("api/users", cancellation);
            terminal.Result(users, lines => Terminal.Table(
                lines, ["name", "full name", "roles", "active", "added"],
                [.. users.AsArray().Select(user => new[]
                {
                    $"{user!["name"]}", $"{user["fullName"]}", string.Join(", ", user["roles"]!.AsArray()), (bool)user["active"]! ? "yes" : "no", $"{user["createdAt"]}",
                })]));
            return ExitCodes.Ok;
        });
        return command;
    }

    private static Command Password()
    {
        var command = new Command("password", "Set a password for doors that know no tokens (Ophidia's); it is read from the terminal, or from standard input.");
        var name = new Argument<string?>("name") { Description = "Whose; your own by default.", Arity = ArgumentArity.ZeroOrOne };
        command.Arguments.Add(name);
        command.Does(async (parsed, terminal, cancellation) =>
        {
            using var client = EtalonClient.Connect();
            var user = parsed.GetValue(name) ?? (string)(await client.GetAsync("api/users/self", cancellation))["name"]!;
            var password = Console.IsInputRedirected ? await Console.In.ReadLineAsync(cancellation) ?? "" : Ask(user);
            await client.PostAsync($"api/users/{Uri.EscapeDataString(user)}/password", new JsonObject { ["password"] = password }, cancellation);
            terminal.Result(new JsonObject { ["user"] = user }, lines => lines.WriteLine($"The password of {user} is set."));
            return ExitCodes.Ok;
        });
        return command;
    }

    /// <summary>Asks twice, because nothing of it is seen.</summary>
    private static string Ask(string user)
    {
        var first = Hidden($"New password of {user}: ");
        return string.Equals(first, Hidden("The same again: "), StringComparison.Ordinal)
            ? first
            : throw new ClientRefusalException(ExitCodes.Usage, "no-match", "The two differ.", "Nothing was changed; try again.");
    }

    private static string Hidden(string question)
    {
        Console.Error.Write(question);
        var typed = new StringBuilder();
        for (var key = Console.ReadKey(intercept: true); key.Key != ConsoleKey.Enter; key = Console.ReadKey(intercept: true))
        {
            if (key.Key == ConsoleKey.Backspace)
            {
                typed.Length = Math.Max(0, typed.Length - 1);
            }
            else if (!char.IsControl(key.KeyChar))
            {
                typed.Append(key.KeyChar);
            }
        }

        Console.Error.WriteLine();
        return typed.ToString();
    }
}
