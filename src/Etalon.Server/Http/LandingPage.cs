using System.Security.Cryptography;
using System.Text;

namespace Etalon.Server;

/// <summary>The page at the root where no portal was built: says what this is and where to go.</summary>
internal static class LandingPage
{
    private const string Style = """

            :root { color-scheme: light dark; font: 16px/1.6 system-ui, sans-serif; }
            main { max-width: 42rem; margin: 12vh auto; padding: 0 1.5rem; }
            h1 { font-size: 2.4rem; margin: 0 0 .2em; } code { font-size: .95em; }
            pre { padding: 1rem; border: 1px solid #8886; border-radius: .5rem; overflow-x: auto; }

        """;

    /// <summary>Its style is the only thing that is more than text.</summary>
    public static readonly string Policy =
        $"default-src 'none'; style-src 'sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(Style)))}'; base-uri 'none'; frame-ancestors 'none'";

    /// <summary>Static; holds nothing of anybody's data.</summary>
    public static readonly string Html = $$"""
        <!doctype html>
        <html lang="en">
        <head>
          <meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
          <title>Etalon</title>
          <style>{{Style}}</style>
        </head>
        <body><main>
          <h1>Etalon</h1>
          <p>Scientific data, from the file to a result that anyone can find, look at, check, repeat and cite.</p>
          <p>This server is running. Talk to it with the command line:</p>
          <pre>etalon status
        etalon dataset import measurements.nc
        etalon operator list</pre>
          <p>or with its <a href="/openapi.json">HTTP API</a> and a token.</p>
        </main></body>
        </html>
        """;
}
