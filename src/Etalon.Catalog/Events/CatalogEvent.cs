namespace Etalon.Catalog;

/// <summary>Something changed. Details are looked up, with the viewer's rights.</summary>
/// <param name="Kind">What it is about.</param>
/// <param name="Id">The run or dataset; empty for a resync.</param>
/// <param name="Change">The new state (<c>queued</c>, <c>running</c>, <c>done</c>, <c>published</c>, …), <c>progress</c> or <c>cancelling</c>.</param>
public readonly record struct CatalogEvent(CatalogEventKind Kind, Guid Id, string Change)
{
    /// <summary>Look again.</summary>
    public static CatalogEvent Resync { get; } = new(CatalogEventKind.Resync, Guid.Empty, "");

    /// <summary>Reads "run 0199… done"; anything else asks to look again.</summary>
    internal static CatalogEvent Parse(string payload)
    {
        var words = payload.Split(' ');
        if (words.Length != 3 || !Guid.TryParse(words[1], out var id))
        {
            return Resync;
        }

        return new CatalogEvent(words[0] is "run" ? CatalogEventKind.Run : CatalogEventKind.Dataset, id, words[2]);
    }
}
