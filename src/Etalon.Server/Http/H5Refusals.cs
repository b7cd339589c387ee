using System.Text.Json.Nodes;
using Etalon.Cubes;

namespace Etalon.Server;

/// <summary>Refusals in h5grove's words, by which viewers know them.</summary>
internal static class H5Refusals
{
    /// <summary>A selection that takes too many bytes; both numbers go out with the message.</summary>
    public static RefusalException TooMany(double bytes, string suggested, HttpContext context)
    {
        context.Items[typeof(H5Refusals)] = bytes;
        return new RefusalException(
            "too-many-bytes", $"The selection takes {bytes:F0} bytes; at most {TreeArrays.MostBytes} are sent at one time.", suggested, RefusalKind.TooLarge);
    }

    /// <summary>The answer to a request that is refused.</summary>
    public static IResult Answer(RefusalException refusal, HttpContext context)
    {
        context.Response.Headers.CacheControl = "no-store";
        context.Response.Headers.Remove("ETag");
        return refusal.Kind switch
        {
            RefusalKind.Missing when refusal.Code is "unknown-path" => Message(refusal.Message, StatusCodes.Status404NotFound),
            RefusalKind.Missing => Message($"File not found: {refusal.Message}", StatusCodes.Status404NotFound),
            _ when refusal.Code is "bad-id" => Message($"File not found: {refusal.Message}", StatusCodes.Status404NotFound),
            RefusalKind.Forbidden => Message($"Permission denied: {refusal.Message}", StatusCodes.Status403Forbidden),
            RefusalKind.TooLarge => Results.Json(
                new JsonObject { ["message"] = refusal.Message, ["nbytes"] = context.Items[typeof(H5Refusals)] as double?, ["suggestedSelection"] = refusal.Help }, statusCode: StatusCodes.Status413PayloadTooLarge),
            RefusalKind.Unsupported => Message(refusal.Message, StatusCodes.Status501NotImplemented),
            RefusalKind.Corrupt or RefusalKind.Conflict or RefusalKind.StorageFull => Message(refusal.Message, StatusCodes.Status500InternalServerError),
            _ => Message(refusal.Message, StatusCodes.Status422UnprocessableEntity),
        };
    }

    private static IResult Message(string text, int status) => Results.Json(new JsonObject { ["message"] = text }, statusCode: status);
}
