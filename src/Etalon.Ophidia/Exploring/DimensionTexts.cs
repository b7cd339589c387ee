using System.Buffers.Binary;
using System.Globalization;
using System.Text;
using Etalon.Cubes;

namespace Etalon.Ophidia;

/// <summary>The values of a dimension as cells: numbers with six decimals, dates, or base64.</summary>
public sealed class DimensionTexts
{
    private const int Decimals = 6;

    private readonly OphidiaDimension _dimension;
    private readonly Axis _axis;
    private readonly CfTime? _time;
    private readonly bool _isBase64;
    private readonly string?[] _known;

    /// <summary>Of one dimension.</summary>
    /// <param name="dimension">As Ophidia sees it.</param>
    /// <param name="axis">With its coordinates; where there are none, values are 1, 2, 3, …</param>
    /// <param name="view">How values are shown.</param>
    public DimensionTexts(OphidiaDimension dimension, Axis axis, ExploreView view)
    {
        ArgumentNullException.ThrowIfNull(dimension);
        ArgumentNullException.ThrowIfNull(axis);
        ArgumentNullException.ThrowIfNull(view);
        (_dimension, _axis) = (dimension, axis);
        _time = view.ShowTime && axis.IsTime && axis.Coordinates is not null ? CfTime.Of(axis) : null;
        _isBase64 = view.IsBase64 && _time is null && axis.Coordinates is not LabelCoordinates;
        _known = new string?[axis.Length];
    }

    /// <summary>The type of the column.</summary>
    public string Type => _time is not null || _axis.Coordinates is LabelCoordinates ? "string" : _dimension.Type;

    /// <summary>The cell of a place; made once.</summary>
    public string this[long place] => _known[place] ??= Text(place);

    private string Text(long place)
    {
        if (_axis.Coordinates is LabelCoordinates labels)
        {
            return labels.Labels[checked((int)place)];
        }

        var value = _axis.Coordinates is { } coordinates ? coordinates[place] : place + 1;
        if (_time is not null)
        {
            return _time.Format(value).Replace('T', ' ');
        }

        if (_isBase64)
        {
            return Base64(value);
        }

        if (_dimension.Type is "long" or "int" or "short" or "byte" && double.IsFinite(value))
        {
            return ((long)value).ToString(CultureInfo.InvariantCulture);
        }

        Span<byte> text = stackalloc byte[FixedDecimals.Longest];
        return Encoding.ASCII.GetString(text[..FixedDecimals.Write(value, Decimals, text)]);
    }

    private string Base64(double value)
    {
        Span<byte> bytes = stackalloc byte[sizeof(double)];
        switch (_dimension.Type)
        {
            case "long": BinaryPrimitives.WriteInt64LittleEndian(bytes, (long)value); break;
            case "int": BinaryPrimitives.WriteInt32LittleEndian(bytes, (int)value); bytes = bytes[..4]; break;
            case "short": BinaryPrimitives.WriteInt16LittleEndian(bytes, (short)value); bytes = bytes[..2]; break;
            case "byte": bytes[0] = (byte)(sbyte)value; bytes = bytes[..1]; break;
            case "float": BinaryPrimitives.WriteSingleLittleEndian(bytes, (float)value); bytes = bytes[..4]; break;
            default: BinaryPrimitives.WriteDoubleLittleEndian(bytes, value); break;
        }

        return Convert.ToBase64String(bytes);
    }
}
