using System.Text.Json;
using Etalon.Cubes;
using Npgsql;

namespace Etalon.Catalog;

/// <summary>Shows an upload to whom it belongs.</summary>
public sealed class GetUpload(NpgsqlDataSource database)
{
    private const string Files = "select files from upload where id = @Id";

    private static readonly string Query = Sql.Read("GetUpload.sql");

    /// <summary>The upload.</summary>
    /// <exception cref="RefusalException">There is none, or it is another's: <c>unknown-upload</c>.</exception>
    public async Task<Upload> RunAsync(Guid id, Guid person, CancellationToken cancellation = default) =>
        await database.FirstAsync<Upload>(Query, new { Id = id, Person = person }, cancellation) ?? throw Unknown(id);

    /// <summary>The list of its files.</summary>
    public async Task<IReadOnlyList<UploadedFile>> FilesAsync(Guid id, CancellationToken cancellation = default) =>
        (await database.FirstAsync<string>(Files, new { Id = id }, cancellation) is { } files ? JsonSerializer.Deserialize<UploadedFile[]>(files, JsonSerializerOptions.Web) : null)
            ?? throw Unknown(id);

    internal static RefusalException Unknown(Guid id) => new(
        "unknown-upload", $"There is no upload {id}.", "It was brought in or deleted, nothing had come of it for long, or it is somebody else's. Send the files again.", RefusalKind.Missing);
}
