using System.Net.Http.Json;

namespace Etalon.Server.Tests;

/// <summary>Who gets in at the door for Ophidia's clients, and who does not.</summary>
[Collection(OphidiaEtalon.Name)]
public sealed class SignInTests(RunningEtalon etalon)
{
    private const int Authentication = 5;
    private const string Ask = "oph_get_config key=OPH_SESSION_ID";

    [Fact]
    public async Task The_local_administrator_gets_in_with_the_token_as_password()
    {
        await OphidiaClient.Of(etalon).OkAsync(Ask);
        await new OphidiaClient(etalon.OphidiaPort, Environment.UserName, etalon.Token).OkAsync(Ask);
    }

    [Fact]
    public async Task A_token_opens_for_its_owner_only()
    {
        var other = await OphidiaUsers.NewAsync(etalon);
        var client = new OphidiaClient(etalon.OphidiaPort, other, etalon.Token);

        await client.SubmitAsync(Ask);

        Assert.Equal(Authentication, client.LastReturnValue);
    }

    [Fact]
    public async Task The_command_line_sets_a_password_read_from_standard_input()
    {
        var name = "anna-" + Guid.NewGuid().ToString("N");
        await etalon.Ok("user", "add", name, "--full-name", "Anna");
        var set = await Child.RunAsync(
            "dotnet", [RunningEtalon.CliDll, "user", "password", name], etalon.Environment, etalon.Files, input: "größer als acht\n");
        Assert.True(set.ExitCode == 0, $"{set}");

        await new OphidiaClient(etalon.OphidiaPort, name, "größer als acht").OkAsync(Ask);
        var list = await etalon.Cli("user", "list");
        Assert.Contains(name, list.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_short_password_and_one_of_somebody_unknown_are_refused()
    {
        var name = await OphidiaUsers.NewAsync(etalon);
        using var http = etalon.NewClient();

        using var tooShort = await http.PostAsJsonAsync($"/api/users/{name}/password", new { password = "1234567" });
        using var unknown = await http.PostAsJsonAsync("/api/users/nobody-at-all/password", new { password = OphidiaUsers.Password });

        Assert.Contains("bad-password", await tooShort.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Contains("unknown-person", await unknown.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_changed_password_counts_at_once()
    {
        var name = await OphidiaUsers.NewAsync(etalon);
        await new OphidiaClient(etalon.OphidiaPort, name, OphidiaUsers.Password).OkAsync(Ask);
        using var http = etalon.NewClient();
        using var set = await http.PostAsJsonAsync($"/api/users/{name}/password", new { password = "another one" });
        Assert.True(set.IsSuccessStatusCode);

        var before = new OphidiaClient(etalon.OphidiaPort, name, OphidiaUsers.Password);
        await before.SubmitAsync(Ask);

        Assert.Equal(Authentication, before.LastReturnValue);
        await new OphidiaClient(etalon.OphidiaPort, name, "another one").OkAsync(Ask);
    }

    [Fact]
    public async Task Five_wrong_passwords_shut_the_user_out_and_nobody_else()
    {
        var (name, other) = (await OphidiaUsers.NewAsync(etalon), await OphidiaUsers.NewAsync(etalon));
        var wrong = new OphidiaClient(etalon.OphidiaPort, name, "something else");
        for (var guess = 0; guess < 4; guess++)
        {
            await wrong.SubmitAsync(Ask);
            Assert.Equal(Authentication, wrong.LastReturnValue);
        }

        // The fourth failure is forgiven by the right password; then five in a row are too many.
        var right = new OphidiaClient(etalon.OphidiaPort, name, OphidiaUsers.Password);
        await right.OkAsync(Ask);
        for (var guess = 0; guess < 5; guess++)
        {
            await wrong.SubmitAsync(Ask);
        }

        await right.SubmitAsync(Ask);
        Assert.Equal(Authentication, right.LastReturnValue);
        Assert.Contains("shut out", right.LastError, StringComparison.Ordinal);
        await new OphidiaClient(etalon.OphidiaPort, other, OphidiaUsers.Password).OkAsync(Ask);
    }

    [Fact]
    public async Task Whoever_sends_no_name_is_told_so_with_status_200()
    {
        var client = OphidiaClient.Of(etalon);
        var text = System.Text.Encoding.UTF8.GetString(client.Message(OphidiaClient.Envelope("{}")));
        var without = text.Replace("Authorization: Basic", "X-Nothing:", StringComparison.Ordinal);

        var (status, body) = await client.SendAsync(System.Text.Encoding.UTF8.GetBytes(without));

        Assert.Equal(200, status);
        Assert.Contains("<error>5</error>", body, StringComparison.Ordinal);
    }
}
