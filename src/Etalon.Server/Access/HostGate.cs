using System.Net;
using Etalon.Cubes;

namespace Etalon.Server;

/// <summary>
/// Answers only under names of its own. A page of another site can make its own name lead to this machine's address, and would then
/// be let in as if it came from here: but its requests still carry its name.
/// </summary>
internal sealed class HostGate
{
    /// <summary>The refusal's code.</summary>
    public const string Code = "foreign-host";

    private readonly RequestDelegate _next;
    private readonly HashSet<string> _names;

    public HostGate(RequestDelegate next, ServerOptions options)
    {
        _next = next;
        _names = new HashSet<string>(["localhost", "127.0.0.1", "[::1]", Environment.MachineName, .. options.Entrance.Hosts], StringComparer.OrdinalIgnoreCase);
        if (options.Entrance.PublicUrl is { } url)
        {
            _names.Add(url.Host);
        }
    }

    /// <summary>Checks one request.</summary>
    public Task InvokeAsync(HttpContext context) => IsOurs(context)
        ? _next(context)
        : throw new RefusalException(
            Code, "The server is not known under the name that this request asks for.",
            "Use the address that 'etalon up' prints; whoever runs the server adds further names with ETALON_HOSTS or ETALON_PUBLIC_URL.");

    /// <summary>Also ours is the very address that was reached: no name leads to it, so nobody else's can. Programs older than the header send none.</summary>
    private bool IsOurs(HttpContext context)
    {
        var host = context.Request.Host.Host;
        return host.Length == 0 || _names.Contains(host) || _names.Contains(Entrance.AnyHost)
            || (context.Connection.LocalIpAddress is { } local && string.Equals(host.Trim('[', ']'), Plain(local).ToString(), StringComparison.OrdinalIgnoreCase));
    }

    private static IPAddress Plain(IPAddress address) => address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
}
