using System.Globalization;
using System.Net;
using System.Text;
using Etalon.Cubes;

namespace Etalon.Storage;

/// <summary>The coordinates of an axis as markup; made once for all pages.</summary>
internal static class PageLabels
{
    private const int Decimals = 6;

    /// <summary>Dates, names, numbers, or places from 1 where there are no coordinates.</summary>
    public static string[] Of(Axis axis, bool showTime)
    {
        var labels = new string[axis.Length];
        var time = showTime && axis.IsTime && axis.Coordinates is not null ? CfTime.Of(axis) : null;
        for (var place = 0L; place < axis.Length; place++)
        {
            labels[place] = WebUtility.HtmlEncode(axis.Coordinates switch
            {
                null => (place + 1).ToString(CultureInfo.InvariantCulture),
                LabelCoordinates names => names.Labels[checked((int)place)],
                var coordinates => time is null ? Number(coordinates[place]) : time.Format(coordinates[place]).Replace('T', ' '),
            });
        }

        return labels;
    }

    /// <summary>The unit that stands beside the axis's name; dates need none.</summary>
    public static string Unit(Axis axis, bool showTime) => showTime && axis.IsTime ? "" : axis.Unit;

    private static string Number(double value)
    {
        Span<byte> text = stackalloc byte[FixedDecimals.Longest];
        return Encoding.ASCII.GetString(text[..FixedDecimals.Write(value, Decimals, text)]);
    }
}
