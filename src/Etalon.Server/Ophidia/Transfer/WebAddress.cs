using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;

namespace Etalon.Server;

/// <summary>Where browsers find this server: what <c>ETALON_PUBLIC_URL</c> says, or the address it listens at.</summary>
internal sealed class WebAddress(IServiceProvider services)
{
    /// <summary>Without a slash at the end.</summary>
    public string Url => (Environment.GetEnvironmentVariable("ETALON_PUBLIC_URL") is { Length: > 0 } url
        ? url
        : services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()?.Addresses.FirstOrDefault() ?? "").TrimEnd('/');

    /// <summary>The address of a page.</summary>
    public string Published(StoredCube cube) => $"{Url}/published/{cube.Row.ContainerId}/{cube.Row.Id}/index.html";

    /// <summary>The address of a file.</summary>
    public string Exported(StoredCube cube, string file) => $"{Url}/exported/{cube.Row.ContainerId}/{cube.Row.Id}/{Uri.EscapeDataString(file)}";
}
