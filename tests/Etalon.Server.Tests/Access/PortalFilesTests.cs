using System.Net;

namespace Etalon.Server.Tests;

/// <summary>The portal's files, and nothing besides.</summary>
public sealed class PortalFilesTests(EtalonWithPortal etalon) : IClassFixture<EtalonWithPortal>
{
    private const string Page = "text/html,application/xhtml+xml,*/*;q=0.8";

    [Theory]
    [InlineData("/")]
    [InlineData("/find?q=gold")]
    [InlineData("/dataset/0190/tree")]
    [InlineData("/signin")]
    public async Task Addresses_of_pages_get_the_portals_document(string path)
    {
        using var browser = new Browser(etalon);

        using var answer = await browser.SendAsync(HttpMethod.Get, path, accept: Page);

        Assert.Equal(EtalonWithPortal.Document, await answer.Content.ReadAsStringAsync());
        Assert.Equal("text/html", answer.Content.Headers.ContentType?.MediaType);
        Assert.Equal("no-cache", answer.Headers.CacheControl?.ToString());
    }

    [Theory]
    [InlineData("/api/none")]
    [InlineData("/h5/meta")]
    [InlineData("/zarr/none")]
    [InlineData("/published/1/1/")]
    [InlineData("/exported/1/1/x.nc")]
    public async Task Addresses_of_data_ask_for_a_session_whoever_comes(string path)
    {
        using var browser = new Browser(etalon);

        using var answer = await browser.SendAsync(HttpMethod.Get, path, accept: Page);

        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
    }

    [Fact]
    public async Task Files_with_their_content_in_the_name_are_kept_for_ever_and_sent_compressed()
    {
        using var browser = new Browser(etalon);
        using var plain = await browser.SendAsync(HttpMethod.Get, "/assets/main-1a2b.js");
        using var http = new HttpClient { BaseAddress = new Uri(etalon.Url) };
        http.DefaultRequestHeaders.AcceptEncoding.ParseAdd("br");
        using var small = await http.GetAsync("/assets/main-1a2b.js");

        Assert.Equal(EtalonWithPortal.Script, await plain.Content.ReadAsStringAsync());
        Assert.Equal("public, max-age=31536000, immutable", string.Join(", ", plain.Headers.GetValues("Cache-Control")));
        Assert.Equal("text/javascript", plain.Content.Headers.ContentType?.MediaType);
        Assert.Equal("br", Assert.Single(small.Content.Headers.ContentEncoding));
        Assert.True((await small.Content.ReadAsByteArrayAsync()).Length < EtalonWithPortal.Script.Length / 10);
    }

    [Fact]
    public async Task A_file_that_is_not_there_is_missing_and_no_page()
    {
        using var browser = new Browser(etalon);

        using var answer = await browser.SendAsync(HttpMethod.Get, "/assets/main-0000.js");

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
    }

    [Theory]
    [InlineData("/", Page)]
    [InlineData("/assets/main-1a2b.js", "*/*")]
    [InlineData("/assets/none.js", "*/*")]
    [InlineData("/api/health", "*/*")]
    [InlineData("/api/datasets", "*/*")]
    [InlineData("/openapi.json", "*/*")]
    public async Task Every_answer_tells_browsers_to_run_guess_and_frame_nothing(string path, string accept)
    {
        using var browser = new Browser(etalon);

        using var answer = await browser.SendAsync(HttpMethod.Get, path, accept: accept);

        var policy = Assert.Single(answer.Headers.GetValues("Content-Security-Policy"));
        Assert.StartsWith("default-src 'none'", policy, StringComparison.Ordinal);
        Assert.Contains("frame-ancestors 'none'", policy, StringComparison.Ordinal);
        Assert.DoesNotContain("unsafe", policy, StringComparison.Ordinal);
        Assert.Equal("nosniff", Assert.Single(answer.Headers.GetValues("X-Content-Type-Options")));
        Assert.Equal("DENY", Assert.Single(answer.Headers.GetValues("X-Frame-Options")));
        Assert.Equal("no-referrer", Assert.Single(answer.Headers.GetValues("Referrer-Policy")));
        Assert.False(answer.Headers.Contains("Server"));
    }
}
