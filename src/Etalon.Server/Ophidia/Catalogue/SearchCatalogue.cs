using Etalon.Catalog;

namespace Etalon.Server;

/// <summary><c>oph_search</c>.</summary>
internal sealed class SearchCatalogue(CatalogDatabase catalog) : IOphidiaOperator
{
    /// <inheritdoc />
    public async Task<OphidiaAnswer> RunAsync(OphidiaCall call, CancellationToken cancellation)
    {
        var path = call.Path();
        var root = call.Visit.Row.RootFolderId;
        var hits = await new SearchOphidia(catalog.Source).RunAsync(
            root, path, call.Arguments.IsYes("recursive"), call.Filters("container_filter"), call.Filters("metadata_key_filter"), call.Filters("metadata_value_filter"), cancellation);
        if (hits.Count == 0)
        {
            await new ArrangeOphidiaFolders(catalog.Source).FindAsync(root, path, cancellation);
        }

        var rows = hits.Select(hit => (IReadOnlyList<string>)[hit.Path, call.Pid(hit.ContainerId, hit.CubeId), hit.Variable, hit.Key, hit.Value]);
        return new OphidiaAnswer([CatalogueCalls.Grid("search", "Searching results", ["Container", "Datacube", "Variable", "Key", "Value"], rows)]);
    }
}
