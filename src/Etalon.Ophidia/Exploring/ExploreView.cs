namespace Etalon.Ophidia;

/// <summary>How samples and dimensions are shown.</summary>
/// <param name="ShowIndex">Whether places stand beside values.</param>
/// <param name="ShowId">Whether each row's number is shown.</param>
/// <param name="ShowTime">Whether values of time are dates.</param>
/// <param name="IsBase64">Whether values are base64 of their bytes, little-endian.</param>
public sealed record ExploreView(bool ShowIndex, bool ShowId, bool ShowTime, bool IsBase64)
{
    /// <summary>As a task asks for it.</summary>
    public static ExploreView Of(OphidiaArguments arguments)
    {
        ArgumentNullException.ThrowIfNull(arguments);
        return new ExploreView(arguments.IsYes("show_index"), arguments.IsYes("show_id"), arguments.IsYes("show_time"), arguments.Has("base64") && arguments.IsYes("base64"));
    }
}
