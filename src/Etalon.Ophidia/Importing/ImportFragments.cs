using System.Globalization;

namespace Etalon.Ophidia;

/// <summary>How an imported cube would be spread over hosts. It is remembered and shown; no result depends on it.</summary>
public static class ImportFragments
{
    /// <summary>What follows from the sizes of the dimensions of rows and from what the user wants.</summary>
    /// <param name="arguments">Those of the import: <c>nhost</c> and <c>nfrag</c>.</param>
    /// <param name="sizes">Of the explicit dimensions, after the selection, outermost first.</param>
    /// <exception cref="Cubes.RefusalException"><c>bad-argument</c>: more fragments than the outermost dimension has values.</exception>
    public static OphidiaFragmentation Of(OphidiaArguments arguments, IReadOnlyList<long> sizes)
    {
        ArgumentNullException.ThrowIfNull(arguments);
        ArgumentNullException.ThrowIfNull(sizes);
        var outermost = Enumerable.Range(0, sizes.Count).FirstOrDefault(i => sizes[i] > 1);
        var most = sizes.Count == 0 ? 1 : sizes[outermost];
        var rest = sizes.Skip(outermost + 1).Aggregate(1L, static (product, size) => checked(product * size));
        var (hosts, fragments) = (arguments.Whole("nhost", 0), arguments.Whole("nfrag", 0));
        hosts = hosts == 0 ? 1 : hosts;
        if (hosts > most || (fragments > 0 && fragments > most / hosts))
        {
            throw arguments.Bad(
                "nfrag", string.Create(CultureInfo.InvariantCulture, $"and nhost ask for {hosts} x {Math.Max(1, fragments)} fragments; there are at most {most}, the size of the outermost explicit dimension"));
        }

        fragments = fragments == 0 ? (most + hosts - 1) / hosts : fragments;
        var all = hosts * fragments;
        return new OphidiaFragmentation(hosts, fragments, rest * ((most + all - 1) / all));
    }
}
