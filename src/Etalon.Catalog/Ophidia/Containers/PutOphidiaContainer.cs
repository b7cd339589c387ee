using Etalon.Cubes;
using Npgsql;

namespace Etalon.Catalog;

/// <summary>Makes a container of Ophidia's protocol, unless there is one of that name.</summary>
public sealed class PutOphidiaContainer(NpgsqlDataSource database, TimeProvider time)
{
    private static readonly string Query = Sql.Read("PutOphidiaContainer.sql");

    /// <summary>Makes it and says its number.</summary>
    public async Task<long> RunAsync(OphidiaContainerRow container, Guid owner, CancellationToken cancellation = default)
    {
        if (container.Name.Length is 0 or > 255 || container.Name.Contains('/', StringComparison.Ordinal))
        {
            throw new RefusalException("invalid-name", $"'{container.Name}' is no name for a container: 1 to 255 characters, no '/'.", "Choose another name.");
        }

        var parameters = new
        {
            container.FolderId,
            container.Name,
            Person = owner,
            container.Description,
            Now = time.GetUtcNow().UtcDateTime,
            container.Vocabulary,
            Dimensions = Json.Text(container.Dimensions) ?? "[]",
        };
        return await database.FirstAsync<long>(Query, parameters, cancellation);
    }
}
