using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Etalon.Cubes;

namespace Etalon.Server;

/// <summary>
/// Asks a provider. Addresses come from the configuration, or from a document at the configured issuer that names none but its own host
/// and those configured; redirections are not followed. What is answered is limited in time and size, and anything but a JSON object is a refusal.
/// </summary>
internal sealed class ProviderClient(ILogger<ProviderClient> log, TimeProvider clock) : IDisposable
{
    private const int MostBytes = 256 << 10;
    private static readonly TimeSpan DiscoveryLife = TimeSpan.FromHours(1);
    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false };

    private readonly HttpClient _http = new(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, PooledConnectionLifetime = TimeSpan.FromMinutes(5) })
    {
        Timeout = Timeout.InfiniteTimeSpan, // each call has its own
    };

    private readonly System.Collections.Concurrent.ConcurrentDictionary<string, (ProviderPlaces Places, DateTimeOffset Until)> _discovered = new(StringComparer.Ordinal);

    /// <inheritdoc />
    public void Dispose() => _http.Dispose();

    /// <summary>Where the provider is asked for what; what the configuration says comes before what is discovered.</summary>
    /// <exception cref="RefusalException">The provider does not answer as it should: <c>provider-failed</c>.</exception>
    public async Task<ProviderPlaces> PlacesAsync(Provider provider, CancellationToken cancellation)
    {
        if (provider is { AuthorizeUrl: { } authorize, TokenUrl: { } token, UserInfoUrl: { } userInfo })
        {
            return new ProviderPlaces(authorize, token, userInfo);
        }

        if (_discovered.TryGetValue(provider.Name, out var found) && found.Until > clock.GetUtcNow())
        {
            return found.Places;
        }

        var issuer = provider.Issuer!.AbsoluteUri.TrimEnd('/');
        using var request = new HttpRequestMessage(HttpMethod.Get, issuer + "/.well-known/openid-configuration");
        var document = await AskAsync(provider, request, "the description of itself", cancellation);
        if (!string.Equals(Text(document, "issuer").TrimEnd('/'), issuer, StringComparison.Ordinal))
        {
            throw Failed(provider, "it describes another provider");
        }

        var places = new ProviderPlaces(
            provider.AuthorizeUrl ?? Place(provider, document, "authorization_endpoint"),
            provider.TokenUrl ?? Place(provider, document, "token_endpoint"),
            provider.UserInfoUrl ?? Place(provider, document, "userinfo_endpoint"));
        _discovered[provider.Name] = (places, clock.GetUtcNow() + DiscoveryLife);
        return places;
    }

    /// <summary>Exchanges a code for a token of access.</summary>
    /// <exception cref="RefusalException">The provider refuses (<c>provider-refused</c>) or does not answer as it should (<c>provider-failed</c>).</exception>
    public async Task<string> TokenAsync(Provider provider, Uri place, string code, string verifier, string back, CancellationToken cancellation)
    {
        var form = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["grant_type"] = "authorization_code",
            ["code"] = code,
            ["redirect_uri"] = back,
            ["client_id"] = provider.ClientId,
            ["code_verifier"] = verifier,
        };
        using var request = new HttpRequestMessage(HttpMethod.Post, place);
        if (provider.ReadSecret() is { Length: > 0 } secret)
        {
            if (provider.SecretIn is "body")
            {
                form["client_secret"] = secret;
            }
            else
            {
                // Both parts are encoded as in forms before they are joined: RFC 6749, 2.3.1.
                var pair = $"{WebUtility.UrlEncode(provider.ClientId)}:{WebUtility.UrlEncode(secret)}";
                request.Headers.Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes(pair)));
            }
        }

        request.Content = new FormUrlEncodedContent(form);
        var answer = await AskAsync(provider, request, "the exchange of the code", cancellation);
        var token = Text(answer, "access_token");
        return token.Length > 0 && string.Equals(Text(answer, "token_type"), "Bearer", StringComparison.OrdinalIgnoreCase) && !token.Any(char.IsControl)
            ? token
            : throw Failed(provider, "it exchanged the code for nothing that can be used");
    }

    /// <summary>Who the owner of a token is.</summary>
    /// <exception cref="RefusalException">The provider does not answer as it should: <c>provider-failed</c>.</exception>
    public async Task<JsonElement> UserAsync(Provider provider, Uri place, string token, CancellationToken cancellation)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, place) { Headers = { Authorization = new AuthenticationHeaderValue("Bearer", token) } };
        request.Headers.UserAgent.ParseAdd("etalon");
        return await AskAsync(provider, request, "who you are", cancellation);
    }

    /// <summary>A member's text; empty if there is none.</summary>
    internal static string Text(JsonElement document, string member) =>
        document.TryGetProperty(member, out var value) && value.ValueKind is JsonValueKind.String ? Text(value) : "";

    /// <summary>A text; empty if it is none that could be written down.</summary>
    internal static string Text(JsonElement text)
    {
        try
        {
            return text.GetString() ?? "";
        }
        catch (InvalidOperationException)
        {
            return ""; // half a character
        }
    }

    private async Task<JsonElement> AskAsync(Provider provider, HttpRequestMessage request, string what, CancellationToken cancellation)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limit.CancelAfter(TimeSpan.FromSeconds(provider.Seconds));
        request.Headers.Accept.ParseAdd("application/json");
        try
        {
            using var answer = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, limit.Token);
            var body = await ReadAsync(provider, answer, limit.Token);
            if (!answer.IsSuccessStatusCode)
            {
                throw Refused(provider, what, (int)answer.StatusCode, body);
            }

            using var document = JsonDocument.Parse(body, Strict);
            return document.RootElement.ValueKind is JsonValueKind.Object ? document.RootElement.Clone() : throw Failed(provider, $"asked for {what}, it answered with no object");
        }
        catch (JsonException)
        {
            throw Failed(provider, $"asked for {what}, it answered with something that is no JSON");
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            throw Failed(provider, $"asked for {what}, it did not answer within {provider.Seconds} seconds");
        }
        catch (Exception fault) when (fault is HttpRequestException or IOException)
        {
            throw Failed(provider, $"it cannot be reached ({fault.Message})");
        }
    }

    private async Task<byte[]> ReadAsync(Provider provider, HttpResponseMessage answer, CancellationToken cancellation)
    {
        await using var stream = await answer.Content.ReadAsStreamAsync(cancellation);
        var buffer = new byte[MostBytes + 1];
        var read = await stream.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, cancellation);
        return read <= MostBytes ? buffer[..read] : throw Failed(provider, "it answered with far too much");
    }

    private RefusalException Refused(Provider provider, string what, int status, byte[] body)
    {
        if (status is >= 300 and < 400)
        {
            return Failed(provider, $"asked for {what}, it sent us elsewhere");
        }

        try
        {
            using var document = JsonDocument.Parse(body, Strict);
            if (document.RootElement.ValueKind is JsonValueKind.Object && Text(document.RootElement, "error") is { Length: > 0 } error)
            {
                ProviderLog.Failed(log, provider.Name, error);
                return new RefusalException("provider-refused", $"{provider.Title} refused ({ProviderSignIn.Word(error)}).", "Try to sign in again.", RefusalKind.Forbidden);
            }
        }
        catch (JsonException)
        {
            // It says no more than its status.
        }

        return Failed(provider, $"asked for {what}, it answered with status {status}");
    }

    private Uri Place(Provider provider, JsonElement document, string member) =>
        Uri.TryCreate(Text(document, member), UriKind.Absolute, out var url) && ProviderPlaces.IsSafe(url)
            && (string.Equals(url.Host, provider.Issuer!.Host, StringComparison.OrdinalIgnoreCase) || provider.Hosts.Contains(url.Host, StringComparer.OrdinalIgnoreCase))
            ? url
            : throw Failed(provider, $"its {member} leads to no host that the configuration names");

    private RefusalException Failed(Provider provider, string why)
    {
        ProviderLog.Failed(log, provider.Name, why);
        return new RefusalException(
            "provider-failed", $"{provider.Title} does not answer as it should: {why}.", "Try again in a moment; if it stays so, tell whoever runs this server.", RefusalKind.Conflict);
    }
}
