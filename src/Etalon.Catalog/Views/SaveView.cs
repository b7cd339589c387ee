using System.Text;
using System.Text.Json;
using Etalon.Cubes;
using Npgsql;

namespace Etalon.Catalog;

/// <summary>Keeps a view under an id that is made of it.</summary>
public sealed class SaveView(NpgsqlDataSource database, TimeProvider time)
{
    /// <summary>More than anybody shares, and few enough that nobody fills the database: 64 MB a day.</summary>
    private const int MostPerDay = 1000;

    private const byte MostAttempts = 8;

    private static readonly string Query = Sql.Read("SaveView.sql");

    /// <summary>The view; the one that is there already if somebody shared the same before.</summary>
    /// <param name="state">An object with its version as <c>schema</c>.</param>
    /// <param name="by">Who shares it.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <exception cref="RefusalException">
    /// It is no state (<c>bad-view</c>), too large (<c>view-too-large</c>), or the caller has shared too much since yesterday (<c>too-many-views</c>).
    /// </exception>
    public async Task<SavedView> RunAsync(JsonElement state, Viewer by, CancellationToken cancellation = default)
    {
        var canonical = ViewState.Canonical(state);
        var now = time.GetUtcNow();

        // Two states with the same 50 bits are not expected in anybody's lifetime; still nobody must be shown another's view.
        for (byte attempt = 0; attempt < MostAttempts; attempt++)
        {
            var digest = ViewState.Digest(canonical, attempt);
            var parameters = new
            {
                Id = ViewState.Id(digest),
                Sha256 = digest,
                State = Encoding.UTF8.GetString(canonical),
                Now = now.UtcDateTime,
                Since = now.AddDays(-1).UtcDateTime,
                by.Person,
                Most = MostPerDay,
            };
            var row = await database.FirstAsync<Row>(Query, parameters, cancellation)
                ?? throw new RefusalException("too-many-views", $"At most {MostPerDay} new views are kept for one person in a day.", "Share again tomorrow.", RefusalKind.TooMany);
            if (row.Sha256.AsSpan().SequenceEqual(digest))
            {
                return row.View;
            }
        }

        throw new InvalidOperationException("Every id of a view is taken by another one.");
    }

    /// <summary>A view as it is kept.</summary>
    internal sealed record Row(string Id, byte[] Sha256, string State, DateTimeOffset CreatedAt)
    {
        /// <summary>The same for callers.</summary>
        public SavedView View => new(Id, Json.Read(State), CreatedAt);
    }
}
