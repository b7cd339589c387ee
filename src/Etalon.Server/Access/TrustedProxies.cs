using Microsoft.AspNetCore.HttpOverrides;

namespace Etalon.Server;

/// <summary>What proxies say about whom they ask for counts if it comes from them, and only then.</summary>
internal static class TrustedProxies
{
    /// <summary>Longer chains are none that anybody set up.</summary>
    private const int MostProxies = 8;

    /// <summary>From here on a request is that of the proxy's client. Without proxies nothing is added, so that no header counts.</summary>
    public static void UseTrustedProxies(this IApplicationBuilder app, IReadOnlyList<System.Net.IPNetwork> proxies)
    {
        if (proxies.Count == 0)
        {
            return;
        }

        var options = new ForwardedHeadersOptions
        {
            ForwardedHeaders = ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto | ForwardedHeaders.XForwardedHost,
            ForwardLimit = MostProxies,
        };

        // What is there by default would trust whoever is on this machine.
        options.KnownProxies.Clear();
        options.KnownIPNetworks.Clear();
        foreach (var proxy in proxies)
        {
            options.KnownIPNetworks.Add(proxy);
        }

        app.UseForwardedHeaders(options);
    }
}
