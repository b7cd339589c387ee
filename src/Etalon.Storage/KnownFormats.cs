namespace Etalon.Storage;

/// <summary>The formats that Etalon brings along.</summary>
public static class KnownFormats
{
    /// <summary>All of them.</summary>
    public static DatasetFormats Create() => new([new ZarrFormat(), new NpyFormat(), new NetCdfFormat(), new Hdf5Format(), new TiffFormat(), new EdfFormat(), new FitsFormat(), new PagesFormat()]);
}
