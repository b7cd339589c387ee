using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.RegularExpressions;
using Etalon.Catalog;
using Etalon.Cubes;

namespace Etalon.Server;

/// <summary>Reads which providers there are: a document with a member for each.</summary>
internal static partial class ProviderFile
{
    private const int Slowest = 60;

    private static readonly JsonSerializerOptions Form = new(JsonSerializerDefaults.Web)
    {
        AllowDuplicateProperties = false,
        AllowTrailingCommas = true,
        ReadCommentHandling = JsonCommentHandling.Skip,
        RespectNullableAnnotations = true,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    };

    /// <summary>The providers in <c>ETALON_PROVIDERS</c>, or in <c>providers.json</c> of the home folder; none where there is no such file.</summary>
    /// <exception cref="RefusalException">The file is not what it should be: <c>bad-providers</c>.</exception>
    public static IReadOnlyList<Provider> Read(EtalonHome home)
    {
        var told = Environment.GetEnvironmentVariable("ETALON_PROVIDERS");
        var file = string.IsNullOrEmpty(told) ? Path.Combine(home.Folder, "providers.json") : told;
        return string.IsNullOrEmpty(told) && !File.Exists(file) ? [] : Parse(ReadText(file), file);
    }

    /// <summary>The providers of a text.</summary>
    internal static IReadOnlyList<Provider> Parse(string text, string file)
    {
        try
        {
            var read = JsonSerializer.Deserialize<Dictionary<string, Provider?>>(text, Form) ?? [];
            return [.. read.Select(one => one.Value is { } provider
                ? Checked(provider with { Name = one.Key, Title = provider.Title.Length > 0 ? provider.Title : one.Key }, file)
                : throw Bad(file, $"'{one.Key}' is null."))];
        }
        catch (JsonException fault)
        {
            throw Bad(file, fault.Message);
        }
    }

    private static string ReadText(string file)
    {
        try
        {
            return File.ReadAllText(file);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw Bad(file, fault.Message);
        }
    }

    private static Provider Checked(Provider provider, string file)
    {
        void Need(bool holds, string what)
        {
            if (!holds)
            {
                throw Bad(file, $"'{provider.Name}' {what}");
            }
        }

        Need(NameForm().IsMatch(provider.Name), "is no name: small letters, digits and hyphens make one.");
        Need(provider.ClientId.Length > 0, "needs a clientId.");
        Need(
            provider.Issuer is not null || (provider.AuthorizeUrl is not null && provider.TokenUrl is not null && provider.UserInfoUrl is not null),
            "needs an issuer, or authorizeUrl, tokenUrl and userInfoUrl.");
        foreach (var url in new[] { provider.Issuer, provider.AuthorizeUrl, provider.TokenUrl, provider.UserInfoUrl }.OfType<Uri>())
        {
            Need(ProviderPlaces.IsSafe(url), $"has the address '{url}'; addresses are https, or lead to this machine.");
        }

        Need(provider.SecretIn is "header" or "body", "takes the secret in 'header' or 'body'.");
        Need(provider.Seconds is >= 1 and <= Slowest, $"takes 1 to {Slowest} seconds.");
        ChangePerson.CheckRoles(provider.Roles.Values);
        return provider;
    }

    private static RefusalException Bad(string file, string why) =>
        new("bad-providers", $"The providers in '{file}' cannot be used: {why}", "docs/how-to/sign-in-with-a-provider.md shows what a provider looks like.");

    [GeneratedRegex("^[a-z0-9-]{1,40}$", RegexOptions.CultureInvariant, 100)]
    private static partial Regex NameForm();
}
