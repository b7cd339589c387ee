using System.Globalization;
using System.Threading.RateLimiting;
using Etalon.Cubes;

namespace Etalon.Server;

/// <summary>
/// How much one person, or one address, may ask at once: whoever asks for more is told when to come again, before anything is done. A
/// person's open requests are limited and not their rate, so that fast clients are fast and a loop gone wild takes no more than its share.
/// </summary>
internal static class AccessLimits
{
    /// <summary>The policy of routes that sign in.</summary>
    public const string SignIns = "sign-ins";

    /// <summary>Open requests of a person; a browser has six per server, a program with sixteen threads sixteen.</summary>
    private const int OpenRequests = 256;

    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Moment = TimeSpan.FromSeconds(1);

    /// <summary>Adds them.</summary>
    /// <param name="services">To what.</param>
    /// <param name="signIns">Attempts to sign in from one address in a minute.</param>
    public static void AddAccessLimits(this IServiceCollection services, int signIns) => services.AddRateLimiter(limits =>
    {
        limits.GlobalLimiter = PartitionedRateLimiter.Create<HttpContext, string>(static context => RateLimitPartition.GetConcurrencyLimiter(
            Caller.Of(context).Person?.ToString() ?? Caller.HostOf(context), static _ => new ConcurrencyLimiterOptions { PermitLimit = OpenRequests }));
        limits.AddPolicy(SignIns, context => RateLimitPartition.GetFixedWindowLimiter(
            Caller.HostOf(context), _ => new FixedWindowRateLimiterOptions { PermitLimit = signIns, Window = Minute }));
        limits.OnRejected = static (rejected, _) => throw new RefusalException(
            "too-many-requests", "Too many requests at once, or too many attempts to sign in.", "Try again later, and less at once.", RefusalKind.TooMany)
        {
            After = rejected.Lease.TryGetMetadata(MetadataName.RetryAfter, out var after) ? after : Moment,
        };
    });

    /// <summary>Attempts to sign in from one address in a minute: what <c>ETALON_SIGNINS</c> says, or 60.</summary>
    /// <exception cref="RefusalException">It says something that is no number.</exception>
    public static int ReadSignIns()
    {
        const int usual = 60;
        return Environment.GetEnvironmentVariable("ETALON_SIGNINS") is not { Length: > 0 } text ? usual
            : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0 ? number
            : throw new RefusalException("bad-option", $"ETALON_SIGNINS takes a whole number above 0; '{text}' was given.");
    }
}
