using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Etalon.Catalog;
using Etalon.Cubes;

namespace Etalon.Server;

/// <summary>Reads who somebody is from what a provider says, and whether they may come in.</summary>
internal static class ProviderPerson
{
    private const int LongestSubject = 255;
    private const int LongestName = 60;
    private const int LongestText = 200;
    private const int MostGroups = 2000;

    /// <summary>The person in the catalogue's words.</summary>
    /// <exception cref="RefusalException">It is not said who they are (<c>provider-failed</c>), or they are not among those who may come in (<c>not-allowed</c>).</exception>
    public static OutsidePerson Read(Provider provider, JsonElement said)
    {
        var claims = provider.Claims;
        var subject = Scalar(said, claims.Subject);
        if (subject.Length is 0 or > LongestSubject || subject.Any(char.IsControl))
        {
            throw new RefusalException(
                "provider-failed", $"{provider.Title} does not say who you are: '{claims.Subject}' is missing.", "Tell whoever runs this server.", RefusalKind.Conflict);
        }

        var groups = Groups(said, claims.Groups);
        var mail = Plain(Scalar(said, claims.Email));
        CheckAllowed(provider, said, mail, groups);
        return new OutsidePerson(provider.Identity, subject, Names(provider, Scalar(said, claims.Name), mail, subject))
        {
            FullName = Plain(Scalar(said, claims.FullName)),
            Email = mail,
            MayCreate = provider.Create,
            ManagedRoles = [.. provider.Roles.Values.Distinct(StringComparer.Ordinal)],
            Roles = [.. provider.Roles.Where(pair => groups.Contains(pair.Key)).Select(pair => pair.Value).Distinct(StringComparer.Ordinal)],
            Proposals = provider.Proposals.Count == 0 ? null : [.. groups.SelectMany(group => ProposalsOf(provider, group)).Distinct(StringComparer.Ordinal)],
        };
    }

    private static void CheckAllowed(Provider provider, JsonElement said, string mail, HashSet<string> groups)
    {
        if (provider.AllowedGroups.Count > 0 && !provider.AllowedGroups.Any(groups.Contains))
        {
            throw new RefusalException("not-allowed", $"Your account of {provider.Title} belongs to no group that may come in here.", "Ask whoever runs this server.", RefusalKind.Forbidden);
        }

        if (provider.AllowedDomains.Count == 0)
        {
            return;
        }

        var domain = mail[(mail.LastIndexOf('@') + 1)..];
        var isTheirs = provider.TrustMail || string.Equals(Scalar(said, provider.Claims.EmailVerified), "true", StringComparison.OrdinalIgnoreCase);
        if (!mail.Contains('@', StringComparison.Ordinal) || !isTheirs || !provider.AllowedDomains.Contains(domain, StringComparer.OrdinalIgnoreCase))
        {
            throw new RefusalException(
                "not-allowed", $"Your account of {provider.Title} has no confirmed address of mail at {string.Join(", ", provider.AllowedDomains)}.", "Ask whoever runs this server.", RefusalKind.Forbidden);
        }
    }

    /// <summary>Login names, the best first. The last one is nobody else's.</summary>
    private static string[] Names(Provider provider, string name, string mail, string subject)
    {
        var at = mail.IndexOf('@', StringComparison.Ordinal);
        var wanted = new[] { name, at > 0 ? mail[..at] : "" }.Select(Login).FirstOrDefault(static one => one.Length > 0);
        var mark = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{provider.Identity} {subject}")))[..12];
        return wanted is null ? [$"{provider.Name}-{mark}"] : [wanted, $"{wanted}@{provider.Name}", $"{wanted}@{provider.Name}-{mark}"];
    }

    /// <summary>What can be a login name here: no colon, no slash, nothing that looks like something else.</summary>
    private static string Login(string text)
    {
        var kept = string.Concat(text.Normalize(NormalizationForm.FormC).Where(static letter => char.IsAsciiLetterOrDigit(letter) || letter is '.' or '_' or '-' or '@' or '+')).TrimStart('_', '.', '-');
        return kept.Length <= LongestName ? kept : kept[..LongestName];
    }

    private static IEnumerable<string> ProposalsOf(Provider provider, string group)
    {
        foreach (var (pattern, number) in provider.Proposals)
        {
            if (!pattern.EndsWith('*'))
            {
                if (string.Equals(pattern, group, StringComparison.Ordinal))
                {
                    yield return number;
                }
            }
            else if (group.Length >= pattern.Length && group.StartsWith(pattern[..^1], StringComparison.Ordinal))
            {
                yield return number.EndsWith('*') ? number[..^1] + group[(pattern.Length - 1)..] : number;
            }
        }
    }

    private static HashSet<string> Groups(JsonElement said, string claim)
    {
        IEnumerable<string> found = !said.TryGetProperty(claim, out var value) ? []
            : value.ValueKind is JsonValueKind.Array ? value.EnumerateArray().Where(static one => one.ValueKind is JsonValueKind.String).Select(ProviderClient.Text)
            : value.ValueKind is JsonValueKind.String ? ProviderClient.Text(value).Split([' ', ','], StringSplitOptions.RemoveEmptyEntries)
            : [];
        return found.Take(MostGroups).ToHashSet(StringComparer.Ordinal);
    }

    /// <summary>A text, a whole number or a yes or no, as text; empty for anything else.</summary>
    private static string Scalar(JsonElement said, string claim) => !said.TryGetProperty(claim, out var value) ? "" : value.ValueKind switch
    {
        JsonValueKind.String => ProviderClient.Text(value),
        JsonValueKind.Number when value.TryGetInt64(out _) => value.GetRawText(),
        JsonValueKind.True => "true",
        JsonValueKind.False => "false",
        _ => "",
    };

    private static string Plain(string text)
    {
        var kept = string.Concat(text.Where(static letter => !char.IsControl(letter) && !char.IsSurrogate(letter))).Trim();
        return kept.Length <= LongestText ? kept : kept[..LongestText];
    }
}
