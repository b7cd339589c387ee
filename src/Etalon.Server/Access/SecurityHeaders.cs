namespace Etalon.Server;

/// <summary>What browsers are told with every answer, whoever makes it: run, guess, frame and tell others nothing.</summary>
internal static class SecurityHeaders
{
    /// <summary>For what is no page: nothing in it is ever loaded or run.</summary>
    private const string NoPage = "default-src 'none'; frame-ancestors 'none'";

    private const string NoSensors = "camera=(), geolocation=(), microphone=(), payment=(), usb=()";

    /// <summary>A year.</summary>
    private const string OnlyHttps = "max-age=31536000";

    /// <summary>Adds them at the last moment, so that they are also on what the handler of faults writes. What is there already stays.</summary>
    public static void UseSecurityHeaders(this IApplicationBuilder app) => app.Use(static (context, next) =>
    {
        context.Response.OnStarting(
            static state =>
            {
                Add((HttpContext)state);
                return Task.CompletedTask;
            },
            context);
        return next(context);
    });

    private static void Add(HttpContext context)
    {
        var headers = context.Response.Headers;
        headers.TryAdd("X-Content-Type-Options", "nosniff");
        headers.TryAdd("X-Frame-Options", "DENY");
        headers.TryAdd("Referrer-Policy", "no-referrer");
        headers.TryAdd("Cross-Origin-Opener-Policy", "same-origin");
        headers.TryAdd("Cross-Origin-Resource-Policy", "same-origin");
        headers.TryAdd("Permissions-Policy", NoSensors);
        headers.TryAdd("Content-Security-Policy", NoPage);
        if (context.Request.IsHttps)
        {
            headers.TryAdd("Strict-Transport-Security", OnlyHttps);
        }

        // Answers are somebody's own: a route that wants them kept says so itself.
        if (context.Request.Path.StartsWithSegments("/api", StringComparison.Ordinal))
        {
            headers.TryAdd("Cache-Control", "no-store");
        }
    }
}
