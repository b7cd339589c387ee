using System.Collections.Concurrent;
using System.Net;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace Etalon.Server;

/// <summary>
/// How many connections are held, and how slow they may be. Whoever says a byte a second costs a few kilobytes and no thread, and is let go
/// after seconds; no address holds so many that others find none.
/// </summary>
internal sealed class ConnectionLimits(Entrance entrance)
{
    /// <summary>Of all together: far below the open files that a process may have.</summary>
    private const int Most = 10_000;

    /// <summary>Of one address; a proxy asks for many.</summary>
    private const int MostOfAddress = 2000;

    /// <summary>Bytes a second below which a body or an answer is given up, after some seconds of grace.</summary>
    private const double SlowestBytes = 240;

    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan LongestHeaders = TimeSpan.FromSeconds(10);

    private readonly ConcurrentDictionary<IPAddress, int> _open = new();

    /// <summary>Sets them.</summary>
    public static void Set(KestrelServerLimits limits)
    {
        limits.MaxConcurrentConnections = Most;
        limits.RequestHeadersTimeout = LongestHeaders;
        limits.MinRequestBodyDataRate = new MinDataRate(SlowestBytes, Grace);
        limits.MinResponseDataRate = new MinDataRate(SlowestBytes, Grace);
    }

    /// <summary>Lets go of connections of an address that has too many.</summary>
    public void Watch(ListenOptions listener) => listener.Use(next => async connection =>
    {
        if (connection.RemoteEndPoint is not IPEndPoint { Address: var address } || entrance.Proxies.Any(proxy => proxy.Contains(Plain(address))))
        {
            await next(connection);
            return;
        }

        try
        {
            if (_open.AddOrUpdate(address, 1, static (_, count) => count + 1) <= MostOfAddress)
            {
                await next(connection);
            }
            else
            {
                connection.Abort(new ConnectionAbortedException("Too many connections of one address."));
            }
        }
        finally
        {
            if (_open.AddOrUpdate(address, 0, static (_, count) => count - 1) == 0)
            {
                _open.TryRemove(new KeyValuePair<IPAddress, int>(address, 0));
            }
        }
    });

    private static IPAddress Plain(IPAddress address) => address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
}
