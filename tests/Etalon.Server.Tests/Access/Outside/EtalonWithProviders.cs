using System.Text.Json;

namespace Etalon.Server.Tests;

/// <summary>An Etalon with providers of accounts: good ones, one that misbehaves, and some that cannot be right.</summary>
public sealed class EtalonWithProviders : RunningEtalon
{
    private static readonly string[] Domains = ["uni.example"];
    private static readonly string[] Groups = ["users"];

    /// <summary>Described by its issuer; lets everybody in; its groups give roles and proposals.</summary>
    public TestProvider Facility { get; } = new();

    /// <summary>Plain OAuth 2 with a numeric subject; lets in whom has an address there.</summary>
    public TestProvider University { get; } = new();

    /// <summary>Lets nobody in who is not here already.</summary>
    public TestProvider Closed { get; } = new();

    /// <summary>Misbehaves.</summary>
    public TestProvider Odd { get; } = new();

    private TestProvider Liar { get; } = new() { Issues = "https://sso.example.org" };

    private TestProvider Stray { get; } = new() { LeadsTo = "http://localhost:9" };

    private TestProvider[] All => [Facility, University, Closed, Odd, Liar, Stray];

    public override async Task InitializeAsync()
    {
        await Task.WhenAll(All.Select(static provider => provider.StartAsync()));
        Directory.CreateDirectory(Home);
        var secret = Path.Combine(Folder, "provider.secret");
        await File.WriteAllTextAsync(secret, TestProvider.Secret + "\n");
        Environment["TEST_PROVIDER_SECRET"] = TestProvider.Secret;
        object Plain(TestProvider provider) => new
        {
            authorizeUrl = provider.Url + "/authorize",
            tokenUrl = provider.Url + "/token",
            userInfoUrl = provider.Url + "/userinfo",
            clientId = TestProvider.Client,
            clientSecretFile = secret,
            seconds = 1,
            create = true,
        };
        object Issued(string issuer) => new { issuer, clientId = TestProvider.Client, clientSecretFile = secret, create = true };
        await File.WriteAllTextAsync(Path.Combine(Home, "providers.json"), JsonSerializer.Serialize(new Dictionary<string, object>
        {
            ["facility"] = new
            {
                title = "The facility",
                issuer = Facility.Url,
                clientId = TestProvider.Client,
                clientSecretFile = secret,
                create = true,
                roles = new Dictionary<string, string> { ["beamline"] = "staff" },
                proposals = new Dictionary<string, string> { ["proposal-*"] = "OUT-*", ["industry"] = "IND-1" },
            },
            ["university"] = new
            {
                authorizeUrl = University.Url + "/authorize?tenant=x",
                tokenUrl = University.Url + "/token",
                userInfoUrl = University.Url + "/userinfo",
                clientId = TestProvider.Client,
                clientSecretVariable = "TEST_PROVIDER_SECRET",
                secretIn = "body",
                claims = new { subject = "id", name = "login" },
                allowedDomains = Domains,
                create = true,
            },
            ["closed"] = new { issuer = Closed.Url, clientId = TestProvider.Client, clientSecretFile = secret, allowedGroups = Groups },
            ["odd"] = Plain(Odd),
            ["liar"] = Issued(Liar.Url),
            ["stray"] = Issued(Stray.Url),
            ["away"] = Issued("http://127.0.0.1:1"),
        }));
        await base.InitializeAsync();
    }

    public override async Task DisposeAsync()
    {
        await base.DisposeAsync();
        foreach (var provider in All)
        {
            await provider.DisposeAsync();
        }
    }
}
