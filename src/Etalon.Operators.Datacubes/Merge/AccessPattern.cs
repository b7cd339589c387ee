namespace Etalon.Operators.Datacubes;

/// <summary>How a cube will be read.</summary>
public enum AccessPattern
{
    /// <summary>Any way: every axis alike.</summary>
    Neutral,

    /// <summary>The fastest axes whole: maps, images, projections.</summary>
    Maps,

    /// <summary>The slowest axes whole: time series, spectra of a pixel, sinograms.</summary>
    Series,
}
