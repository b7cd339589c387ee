using System.Globalization;
using Etalon.Catalog;
using Npgsql;

namespace Etalon.CatalogBench;

/// <summary>Two hundred people among whom the datasets are divided.</summary>
internal static class Owners
{
    private const int Count = 200;

    /// <summary>Their identifiers; they are made if they are not there yet.</summary>
    public static async Task<IReadOnlyList<Guid>> MakeAsync(NpgsqlDataSource database)
    {
        var known = (await new ListPersons(database).RunAsync()).ToDictionary(person => person.Name, person => person.Id, StringComparer.Ordinal);
        var owners = new List<Guid>();
        for (var i = 0; i < Count; i++)
        {
            var name = string.Create(CultureInfo.InvariantCulture, $"owner{i:D3}");
            owners.Add(known.TryGetValue(name, out var id)
                ? id
                : (await new CreatePerson(database, TimeProvider.System).RunAsync(name, [], Viewer.System)).Id);
        }

        return owners;
    }
}
