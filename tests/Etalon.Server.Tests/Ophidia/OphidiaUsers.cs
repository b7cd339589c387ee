using System.Net.Http.Json;

namespace Etalon.Server.Tests;

/// <summary>Users for tests: with a password, and known to nobody else.</summary>
internal static class OphidiaUsers
{
    public const string Password = "correct horse battery";

    /// <summary>A new user.</summary>
    public static async Task<string> NewAsync(RunningEtalon etalon, string password = Password)
    {
        var name = "user-" + Guid.NewGuid().ToString("N");
        using var http = etalon.NewClient();
        using var added = await http.PostAsJsonAsync("/api/users", new { name });
        using var set = await http.PostAsJsonAsync($"/api/users/{name}/password", new { password });
        Assert.True(added.IsSuccessStatusCode && set.IsSuccessStatusCode, await set.Content.ReadAsStringAsync());
        return name;
    }

    /// <summary>A client of a new user.</summary>
    public static async Task<OphidiaClient> ClientAsync(RunningEtalon etalon) => new(etalon.OphidiaPort, await NewAsync(etalon), Password);
}
