using System.Net;
using System.Net.Sockets;

namespace Etalon.Server;

/// <summary>Which addresses belong to the public network: others lead to this machine or to its neighbours, whom strangers must not reach through it.</summary>
internal static class PublicAddress
{
    // Prefixes of special purpose, after the registries of RFC 6890 and its successors.
    private static readonly IPNetwork[] Special =
    [
        .. new[]
        {
            "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.0.0.0/24", "192.0.2.0/24", "192.88.99.0/24", "192.168.0.0/16",
            "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24", "224.0.0.0/4", "240.0.0.0/4",
            "::/96", "64:ff9b::/96", "64:ff9b:1::/48", "100::/64", "2001::/23", "2001:db8::/32", "2002::/16", "fc00::/7", "fe80::/10", "fec0::/10", "ff00::/8",
        }.Select(static text => IPNetwork.Parse(text)),
    ];

    /// <summary>Whether it is one.</summary>
    public static bool Contains(IPAddress address)
    {
        var plain = address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
        return plain.AddressFamily is AddressFamily.InterNetwork or AddressFamily.InterNetworkV6 && !Array.Exists(Special, network => network.Contains(plain));
    }
}
