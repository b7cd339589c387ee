using Etalon.Cubes;

namespace Etalon.Operators.Tomography;

/// <summary>The filters by method.</summary>
internal static class StripeFilter
{
    /// <summary>The filter for a choice.</summary>
    public static IStripeFilter Of(RemoveStripes.Parameters parameters, CubeInfo cube, int angles, int columns) => parameters.Method switch
    {
        StripeMethod.Sharp => new SharpFilter(parameters, new StripeCentre(cube, parameters, angles, columns), angles, columns),
        StripeMethod.Wavelet => new WaveletFilter(parameters, angles, columns),
        StripeMethod.Titarenko => new TitarenkoFilter(parameters, columns),
        _ => new SortingFilter(parameters, angles, columns),
    };

    /// <summary>Bytes that the filter holds.</summary>
    public static long Bytes(RemoveStripes.Parameters parameters, long angles, long columns) => parameters.Method switch
    {
        StripeMethod.Sharp => SharpFilter.Bytes(parameters, angles, columns),
        StripeMethod.Wavelet => WaveletFilter.Bytes(parameters, angles, columns),
        StripeMethod.Titarenko => TitarenkoFilter.Bytes(columns),
        _ => SortingFilter.Bytes(parameters, angles, columns),
    };
}
