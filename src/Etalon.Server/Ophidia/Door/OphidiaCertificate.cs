using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Etalon.Cubes;

namespace Etalon.Server;

/// <summary>The certificate of the door: the configured one, or one that signs itself, made at the first start. Clients of Ophidia check neither.</summary>
internal static class OphidiaCertificate
{
    private const int Years = 10;

    /// <summary>Reads it, or makes it.</summary>
    /// <exception cref="RefusalException">The configured one cannot be read: <c>bad-certificate</c>.</exception>
    public static X509Certificate2 Take(EtalonHome home, OphidiaDoorOptions options, TimeProvider clock)
    {
        if (options.Certificate.Length > 0)
        {
            return Read(options.Certificate, options.Key.Length > 0 ? options.Key : null);
        }

        if (!File.Exists(home.OphidiaKey) || !File.Exists(home.OphidiaCertificate))
        {
            Make(home, clock);
        }

        return Read(home.OphidiaCertificate, home.OphidiaKey);
    }

    private static X509Certificate2 Read(string certificate, string? key)
    {
        try
        {
            return X509Certificate2.CreateFromPemFile(certificate, key);
        }
        catch (Exception fault) when (fault is CryptographicException or IOException or UnauthorizedAccessException)
        {
            throw new RefusalException(
                "bad-certificate", $"The certificate {certificate} cannot be used: {fault.Message}", "It is a PEM file; its key is in the same file or in one of its own.", inner: fault);
        }
    }

    private static void Make(EtalonHome home, TimeProvider clock)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=Etalon", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName("localhost");
        names.AddDnsName(Environment.MachineName);
        names.AddIpAddress(System.Net.IPAddress.Loopback);
        names.AddIpAddress(System.Net.IPAddress.IPv6Loopback);
        request.CertificateExtensions.Add(names.Build());
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(certificateAuthority: false, hasPathLengthConstraint: false, 0, critical: true));

        // The day before: clocks of clients may be behind.
        var now = clock.GetUtcNow();
        using var certificate = request.CreateSelfSigned(now.AddDays(-1), now.AddYears(Years));
        WriteOwn(home.OphidiaKey, key.ExportPkcs8PrivateKeyPem());
        File.WriteAllText(home.OphidiaCertificate, certificate.ExportCertificatePem());
    }

    private static void WriteOwn(string file, string text)
    {
        using var stream = new FileStream(file, new FileStreamOptions
        {
            Mode = FileMode.Create,
            Access = FileAccess.Write,
            UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite,
        });
        using var writer = new StreamWriter(stream);
        writer.Write(text);
    }
}
