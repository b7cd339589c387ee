using System.Security.Cryptography;

namespace Etalon.Catalog;

/// <summary>What is kept of a password: a salt, and a key that is slow to derive (PBKDF2 with SHA-256), so that guessing is slow too.</summary>
internal static class PasswordKey
{
    /// <summary>For new passwords; what a password was set with is kept beside it. About 0.15 s on a core of 2023.</summary>
    public const int Rounds = 600_000;

    private const int Size = 32;

    /// <summary>A salt that nobody else has.</summary>
    public static byte[] NewSalt() => RandomNumberGenerator.GetBytes(16);

    /// <summary>The key of a password.</summary>
    public static byte[] Derive(string password, byte[] salt, int rounds) =>
        Rfc2898DeriveBytes.Pbkdf2(password, salt, rounds, HashAlgorithmName.SHA256, Size);
}
