using Etalon.Cubes;
using Npgsql;

namespace Etalon.Catalog;

/// <summary>
/// Catalogues one dataset: staged, before its files are written, so that a crash leaves nothing unknown on the disk; or published
/// at once, for what is read in place.
/// </summary>
public sealed class RegisterDataset(NpgsqlDataSource database, TimeProvider time)
{
    /// <summary>Registers the dataset. A staged one may be registered again, to complete it.</summary>
    /// <exception cref="RefusalException">It exists and is no longer staged, or its name or metadata cannot be kept.</exception>
    public Task RunAsync(NewDataset dataset, DatasetState state = DatasetState.Staged, CancellationToken cancellation = default) =>
        database.TransactAsync(
            async connection =>
            {
                await DatasetRows.PutAsync(connection, [dataset], state, time.GetUtcNow(), cancellation);
                return true;
            },
            cancellation);
}
