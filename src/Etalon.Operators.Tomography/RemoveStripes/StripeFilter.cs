namespace Etalon.Operators.Tomography;

/// <summary>The filters by method.</summary>
internal static class StripeFilter
{
    /// <summary>The filter for a choice.</summary>
    public static IStripeFilter Of(RemoveStripes.Parameters parameters, int angles, int columns) =>
        new SortingFilter(parameters, angles, columns);

    /// <summary>Bytes that the filter holds.</summary>
    public static long Bytes(RemoveStripes.Parameters parameters, long angles, long columns) =>
        SortingFilter.Bytes(parameters, angles, columns);
}
