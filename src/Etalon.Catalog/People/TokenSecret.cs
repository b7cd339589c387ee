using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace Etalon.Catalog;

/// <summary>Secrets of 256 random bits. Guessing is hopeless, so a fast digest without salt is enough, and is one indexed look.</summary>
internal static class TokenSecret
{
    /// <summary>Lets scanners of repositories and logs recognise a leaked token.</summary>
    private const string Prefix = "etalon_";

    public static string New() => Prefix + NewCode();

    /// <summary>For sessions and links, which nobody writes into files.</summary>
    public static string NewCode() => Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));

    public static byte[] Digest(string secret) => SHA256.HashData(Encoding.UTF8.GetBytes(secret));
}
