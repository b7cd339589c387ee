using System.Collections.Immutable;
using System.Text.Json;
using Dapper;
using Etalon.Cubes;
using Npgsql;

namespace Etalon.Catalog;

/// <summary>Changes the metadata of a cube.</summary>
public sealed class EditOphidiaMetadata(NpgsqlDataSource database)
{
    private const string Lock = "select metadata from ophidia_cube where id = @Id for no key update";
    private const string Write = "update ophidia_cube set metadata = @Metadata::jsonb where id = @Id";

    /// <summary>Changes it in one transaction; nobody else changes it meanwhile, and nothing is changed if the edit refuses.</summary>
    /// <param name="id">The cube.</param>
    /// <param name="edit">From what there is to what there shall be.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <exception cref="RefusalException">The cube is gone (<c>unknown-cube</c>), or what the edit refuses.</exception>
    public Task<ImmutableArray<OphidiaMetadatum>> RunAsync(
        long id, Func<ImmutableArray<OphidiaMetadatum>, IEnumerable<OphidiaMetadatum>> edit, CancellationToken cancellation = default) =>
        database.TransactAsync(
            async connection =>
            {
                var before = await connection.QueryFirstOrDefaultAsync<string>(new CommandDefinition(Lock, new { Id = id }, cancellationToken: cancellation))
                    ?? throw new RefusalException("unknown-cube", $"Cube {id} is gone.", "'oph_list level=2' shows what is there.", RefusalKind.Missing);
                using var document = JsonDocument.Parse(before);
                var after = edit(OphidiaMetadata.Read(document.RootElement)).ToImmutableArray();
                var parameters = new { Id = id, Metadata = OphidiaMetadata.Write(after).GetRawText() };
                await connection.ExecuteAsync(new CommandDefinition(Write, parameters, cancellationToken: cancellation));
                return after;
            },
            cancellation);
}
