using System.Text;

namespace Etalon.Server;

/// <summary>What came in: the first line, what matters of the header, the body.</summary>
/// <param name="Method"><c>POST</c>, …</param>
/// <param name="Headers">By name, in any case of letters.</param>
/// <param name="Body">The envelope, perhaps without its end.</param>
internal sealed record DoorRequest(string Method, IReadOnlyDictionary<string, string> Headers, ReadOnlyMemory<byte> Body)
{
    private const string Scheme = "Basic ";

    /// <summary>Name and password; null if there are none.</summary>
    public (string User, string Password)? Credentials
    {
        get
        {
            var header = Headers.GetValueOrDefault("Authorization", "");
            if (!header.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase))
            {
                return null;
            }

            var bytes = new byte[header.Length];
            if (!Convert.TryFromBase64String(header[Scheme.Length..].Trim(), bytes, out var count))
            {
                return null;
            }

            var pair = Encoding.UTF8.GetString(bytes, 0, count);
            var colon = pair.IndexOf(':', StringComparison.Ordinal);
            return colon < 0 ? null : (pair[..colon], pair[(colon + 1)..]);
        }
    }
}
