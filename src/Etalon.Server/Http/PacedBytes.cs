namespace Etalon.Server;

/// <summary>
/// Bytes that are sent as fast as the client takes them, a piece at a time. Written at once, the web server would copy all of them for
/// every client that is slow: 200 slow readers of 16 MB took 3 GB.
/// </summary>
/// <param name="bytes">The body.</param>
/// <param name="type">Its media type.</param>
internal sealed class PacedBytes(ReadOnlyMemory<byte> bytes, string type) : IResult
{
    private const int Piece = 64 << 10;

    /// <inheritdoc />
    public async Task ExecuteAsync(HttpContext httpContext)
    {
        httpContext.Response.ContentType = type;
        httpContext.Response.ContentLength = bytes.Length;
        for (var offset = 0; offset < bytes.Length; offset += Piece)
        {
            await httpContext.Response.Body.WriteAsync(bytes.Slice(offset, Math.Min(Piece, bytes.Length - offset)), httpContext.RequestAborted);
        }
    }
}
