using Etalon.Cubes;

namespace Etalon.Server.Tests;

public sealed class ProviderFileTests
{
    [Fact]
    public void A_provider_is_read_with_comments_and_what_is_left_out_has_a_usual_value()
    {
        var provider = Assert.Single(ProviderFile.Parse("""{ "sso": { "issuer": "https://sso.example.org", "clientId": "etalon" /* registered */ } }""", "f"));

        Assert.Equal(("sso", "sso", "https://sso.example.org/"), (provider.Name, provider.Title, provider.Identity));
        Assert.Equal(["openid", "profile", "email"], provider.Scopes);
        Assert.False(provider.Create);
    }

    [Theory]
    [InlineData("""{ "a": { "issuer": "http://sso.example.org", "clientId": "e" } }""", "http://sso.example.org")]
    [InlineData("""{ "a": { "issuer": "https://user@sso.example.org", "clientId": "e" } }""", "user@sso")]
    [InlineData("""{ "a": { "issuer": "file:///etc/passwd", "clientId": "e" } }""", "file:")]
    [InlineData("""{ "a": { "authorizeUrl": "https://a/x", "tokenUrl": "https://a/y", "clientId": "e" } }""", "needs an issuer")]
    [InlineData("""{ "a": { "issuer": "https://a" } }""", "clientId")]
    [InlineData("""{ "a": { "issuer": "https://a", "clientId": "e", "clientSecret": "s" } }""", "clientSecret")]
    [InlineData("""{ "../x": { "issuer": "https://a", "clientId": "e" } }""", "../x")]
    [InlineData("""{ "a": { "issuer": "https://a", "clientId": "e", "secretIn": "query" } }""", "'header' or 'body'")]
    [InlineData("""{ "a": { "issuer": "https://a", "clientId": "e", "seconds": 0 } }""", "seconds")]
    [InlineData("""{ "a": { "issuer": "https://a", "clientId": "e", "roles": { "g": "root" } } }""", "root")]
    [InlineData("""{ "a": null }""", "a")]
    [InlineData("[]", "JSON")]
    public void What_is_wrong_is_said(string text, string words) =>
        Assert.Contains(words, Assert.Throws<RefusalException>(() => ProviderFile.Parse(text, "f")).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("/find?q=a", "/find?q=a")]
    [InlineData("/dataset/x#cube", "/dataset/x#cube")]
    [InlineData("/straße", "/stra%C3%9Fe")]
    [InlineData("https://evil.example/", "/")]
    [InlineData("//evil.example/", "/")]
    [InlineData("/\\evil.example/", "/")]
    [InlineData("/\t/evil.example", "/")]
    [InlineData("/x\r\nSet-Cookie: a=b", "/")]
    [InlineData("/.//evil.example", "/")]
    [InlineData("/x/..//evil.example", "/")]
    [InlineData("javascript:alert(1)", "/")]
    [InlineData("/api/datasets", "/")]
    [InlineData("/signin", "/")]
    [InlineData("find", "/")]
    [InlineData("", "/")]
    [InlineData(null, "/")]
    public void Afterwards_one_is_on_a_page_of_the_portal(string? asked, string goes) => Assert.Equal(goes, ProviderSignIn.OwnPage(asked));
}
