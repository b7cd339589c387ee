using System.Globalization;
using Etalon.Cubes;
using Etalon.Engine;
using Microsoft.AspNetCore.Diagnostics;

namespace Etalon.Server;

/// <summary>The only place where a refusal becomes an HTTP answer.</summary>
internal sealed class RefusalHandler(IProblemDetailsService problems, ILogger<RefusalHandler> logger) : IExceptionHandler
{
    /// <inheritdoc />
    public ValueTask<bool> TryHandleAsync(HttpContext httpContext, Exception exception, CancellationToken cancellationToken)
    {
        if (exception is BadHttpRequestException { StatusCode: StatusCodes.Status413PayloadTooLarge })
        {
            exception = new RefusalException("body-too-large", exception.Message, "Send less at once.", RefusalKind.TooLarge);
        }

        if (exception is BadHttpRequestException or System.Text.Json.JsonException)
        {
            exception = new RefusalException("bad-request", exception.Message, "See /openapi.json for what the request looks like.");
        }

        if (exception is Npgsql.NpgsqlException and not Npgsql.PostgresException { IsTransient: false })
        {
            exception = new RefusalException(
                "database-away", "The database does not answer at the moment; it is started again by itself.", "Try again in a few seconds.",
                RefusalKind.Conflict, exception);
        }

        if (exception is not RefusalException refusal)
        {
            HttpLog.Failed(logger, exception);
            refusal = new RefusalException("internal-error", "The server failed at this request by a fault of its own.", "The server's log says more.");
            httpContext.Response.StatusCode = StatusCodes.Status500InternalServerError;
        }
        else
        {
            httpContext.Response.StatusCode = refusal.Code is HostGate.Code ? StatusCodes.Status400BadRequest : Status(refusal.Kind);
            AddHeaders(httpContext.Response, refusal);
        }

        return problems.TryWriteAsync(new ProblemDetailsContext
        {
            HttpContext = httpContext,
            ProblemDetails =
            {
                Type = $"/problems/{refusal.Code}",
                Title = refusal.Message,
                Extensions = { ["code"] = refusal.Code, ["help"] = refusal.Help, ["kind"] = RefusalJson.NameOf(refusal.Kind) },
            },
        });
    }

    private static void AddHeaders(HttpResponse response, RefusalException refusal)
    {
        if (refusal.Kind == RefusalKind.NotSignedIn)
        {
            response.Headers.WWWAuthenticate = "Bearer";
        }

        if (refusal.After is { } after)
        {
            response.Headers.RetryAfter = Math.Ceiling(after.TotalSeconds).ToString(CultureInfo.InvariantCulture);
        }
    }

    private static int Status(RefusalKind kind) => kind switch
    {
        RefusalKind.Missing => StatusCodes.Status404NotFound,
        RefusalKind.Conflict => StatusCodes.Status409Conflict,
        RefusalKind.Forbidden => StatusCodes.Status403Forbidden,
        RefusalKind.NotSignedIn => StatusCodes.Status401Unauthorized,
        RefusalKind.TooMany => StatusCodes.Status429TooManyRequests,
        RefusalKind.TooLarge => StatusCodes.Status413PayloadTooLarge,
        RefusalKind.StorageFull => StatusCodes.Status507InsufficientStorage,
        RefusalKind.Unsupported => StatusCodes.Status501NotImplemented,
        RefusalKind.Cancelled => 499,
        _ => StatusCodes.Status422UnprocessableEntity,
    };
}
