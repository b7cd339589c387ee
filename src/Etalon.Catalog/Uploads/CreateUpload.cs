using System.Security.Cryptography;
using System.Text.Json;
using Etalon.Cubes;
using Npgsql;

namespace Etalon.Catalog;

/// <summary>Begins an upload, or finds the one of the same files that the same person has begun.</summary>
public sealed class CreateUpload(NpgsqlDataSource database, TimeProvider time)
{
    private static readonly string Known = Sql.Read("FindSameUpload.sql");
    private static readonly string Query = Sql.Read("CreateUpload.sql");

    /// <summary>The one of the same files, or null.</summary>
    public async Task<Upload?> FindSameAsync(IReadOnlyList<UploadedFile> files, Guid person, CancellationToken cancellation = default) =>
        Digest(files) is { } digest
            ? await database.FirstAsync<Upload>(Known, new { Person = person, Sha256 = digest, Now = time.GetUtcNow().UtcDateTime }, cancellation)
            : null;

    /// <summary>The upload, as it is there now.</summary>
    /// <param name="upload">What is to be sent.</param>
    /// <param name="person">By whom.</param>
    /// <param name="limits">How much one person may send at a time.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <exception cref="RefusalException">Too many (<c>too-many-uploads</c>), or too large (<c>upload-too-large</c>).</exception>
    public async Task<Upload> RunAsync(NewUpload upload, Guid person, UploadLimits limits, CancellationToken cancellation = default)
    {
        var parameters = new
        {
            upload.Id,
            Person = person,
            upload.Name,
            Files = JsonSerializer.SerializeToElement(upload.Files, JsonSerializerOptions.Web),
            upload.Files.Count,
            Sha256 = Digest(upload.Files),
            upload.Bytes,
            Now = time.GetUtcNow().UtcDateTime,
            limits.MostUploads,
            limits.MostBytes,
        };
        return await database.FirstAsync<Upload>(Query, parameters, cancellation) ?? throw await RefuseAsync(upload, person, limits, cancellation);
    }

    private async Task<RefusalException> RefuseAsync(NewUpload upload, Guid person, UploadLimits limits, CancellationToken cancellation)
    {
        var begun = await new ListUploads(database).RunAsync(person, cancellation);
        var (bytes, count) = (begun.Sum(static other => other.Bytes), begun.Count);
        return upload.Bytes > limits.MostBytes - bytes
            ? new RefusalException(
                "upload-too-large",
                $"'{upload.Name}' has {upload.Bytes} bytes; at most {limits.MostBytes} may be on their way for one person, and {bytes} are in {count} other uploads.",
                "Finish or delete others first, or ask whoever runs the server to raise ETALON_UPLOAD_BYTES.", RefusalKind.TooLarge)
            : new RefusalException(
                "too-many-uploads", $"{count} uploads of yours are not finished; at most {limits.MostUploads} may be.",
                "Finish or delete some first; the files of a folder are one upload.", RefusalKind.TooMany);
    }

    private static byte[]? Digest(IReadOnlyList<UploadedFile> files) =>
        files.All(static file => file.Modified is not null) ? SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(files)) : null;
}
