using System.Globalization;
using Etalon.Cubes;

namespace Etalon.Storage;

/// <summary>Numpy's names of types: byte order, kind, bytes.</summary>
internal static class NumpyType
{
    /// <summary>The type of a name such as <c>&lt;f4</c>; null for what holds no plain numbers.</summary>
    public static (SampleType Type, bool IsBigEndian)? Parse(string name)
    {
        if (name.Length < 3 || name[0] is not ('<' or '>' or '|' or '=')
            || !int.TryParse(name.AsSpan(2), NumberStyles.None, CultureInfo.InvariantCulture, out var bytes)
            || Number(name[1], bytes) is not { } type)
        {
            return null;
        }

        return (type, name[0] == '>' && bytes > 1);
    }

    /// <summary>The name of a type in little-endian order.</summary>
    public static string Name(SampleType type)
    {
        var kind = 'f';
        if (type == SampleType.Complex64)
        {
            kind = 'c';
        }
        else if (type.IsInteger())
        {
            kind = type.IsSigned() ? 'i' : 'u';
        }

        return string.Create(CultureInfo.InvariantCulture, $"{(type.Bytes() == 1 ? '|' : '<')}{kind}{type.Bytes()}");
    }

    private static SampleType? Number(char kind, int bytes) => (kind, bytes) switch
    {
        ('b' or 'u', 1) => SampleType.UInt8,
        ('i', 1) => SampleType.Int8,
        ('i', 2) => SampleType.Int16,
        ('u', 2) => SampleType.UInt16,
        ('i', 4) => SampleType.Int32,
        ('u', 4) => SampleType.UInt32,
        ('i', 8) => SampleType.Int64,
        ('u', 8) => SampleType.UInt64,
        ('f', 2) => SampleType.Float16,
        ('f', 4) => SampleType.Float32,
        ('f', 8) => SampleType.Float64,
        ('c', 8) => SampleType.Complex64,
        _ => null,
    };
}
