using System.Globalization;

namespace Etalon.Server;

/// <summary>The hosts that clients are told of. There is one server; cubes remember over how many hosts they would be spread.</summary>
internal static class OphidiaHosts
{
    /// <summary>The only partition.</summary>
    public const string Partition = "main";

    /// <summary>The kind of storage that clients are told of.</summary>
    public const string Storage = "etalon";

    /// <summary>The name of a host, from 1.</summary>
    public static string Name(long host) => string.Create(CultureInfo.InvariantCulture, $"host{host}");
}
