using System.Security.Cryptography;
using Etalon.Cubes;

namespace Etalon.Server;

/// <summary>What a client says of the bytes it sends: the field <c>Content-Digest</c> of RFC 9530.</summary>
internal sealed class ContentDigest
{
    private const string Algorithm = "sha-256=:";

    private readonly byte[] _expected;

    private ContentDigest(byte[] expected) => _expected = expected;

    /// <summary>Reads the field; null where there is none.</summary>
    /// <exception cref="RefusalException">It has no SHA-256 that could be checked: <c>bad-digest</c>.</exception>
    public static ContentDigest? Read(string? field)
    {
        if (string.IsNullOrWhiteSpace(field))
        {
            return null;
        }

        var bytes = new byte[SHA256.HashSizeInBytes];
        var text = Array.Find(field.Split(',', StringSplitOptions.TrimEntries), static one => one.StartsWith(Algorithm, StringComparison.OrdinalIgnoreCase) && one.EndsWith(':'));
        return text is { Length: > 10 } && Convert.TryFromBase64String(text[Algorithm.Length..^1], bytes, out var count) && count == bytes.Length
            ? new ContentDigest(bytes)
            : throw new RefusalException("bad-digest", "Content-Digest has no SHA-256 of 32 bytes.", "Write 'Content-Digest: sha-256=:BASE64:', or leave it out.");
    }

    /// <summary>Checks the bytes that came.</summary>
    /// <exception cref="RefusalException">They are others: <c>digest-mismatch</c>.</exception>
    public void Check(ReadOnlySpan<byte> hash)
    {
        if (!hash.SequenceEqual(_expected))
        {
            throw new RefusalException("digest-mismatch", "The bytes that came are not those whose SHA-256 was sent; they were not counted.", "Send the part again.");
        }
    }
}
