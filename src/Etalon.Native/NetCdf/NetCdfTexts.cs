using System.Runtime.InteropServices;
using System.Text;

namespace Etalon.Native;

/// <summary>Text variables, read and written whole. Called inside the lock.</summary>
internal static unsafe class NetCdfTexts
{
    // Texts are labels; a hostile file may state more than memory holds.
    private const long MaximumBytes = 256L << 20;

    public static string[] ReadStrings(int id, int variable, long[] shape, string subject)
    {
        var pointers = new nint[Count(shape, subject, bytesEach: 8)];
        if (pointers.Length == 0)
        {
            return [];
        }

        fixed (nint* first = pointers, start = new nint[shape.Length + 1], count = ToNative(shape))
        {
            NetCdfError.Check(NcData.GetStrings(id, variable, start, count, first), "nc_get_vara_string", subject);
            try
            {
                return Array.ConvertAll(pointers, pointer => Marshal.PtrToStringUTF8(pointer) ?? "");
            }
            finally
            {
                _ = NcData.FreeStrings(pointers.Length, first);
            }
        }
    }

    public static string[] ReadCharacters(int id, int variable, long[] shape, string subject)
    {
        var bytes = new byte[Count(shape, subject, bytesEach: 1)];
        if (bytes.Length == 0)
        {
            return [];
        }

        fixed (byte* first = bytes)
        {
            fixed (nint* start = new nint[shape.Length + 1], count = ToNative(shape))
            {
                NetCdfError.Check(NcData.GetText(id, variable, start, count, first), "nc_get_vara_text", subject);
            }
        }

        var width = shape.Length == 0 ? 1 : (int)shape[^1];
        var texts = new string[bytes.Length / width];
        for (var i = 0; i < texts.Length; i++)
        {
            var row = bytes.AsSpan(i * width, width);
            var end = row.IndexOf((byte)0);
            texts[i] = Encoding.UTF8.GetString(end < 0 ? row : row[..end]);
        }

        return texts;
    }

    public static void WriteStrings(int id, int variable, long[] shape, IReadOnlyList<string> texts, string subject)
    {
        RequireCount(texts, Count(shape, subject, bytesEach: 8), subject);
        using var copies = new Utf8Texts(texts);
        fixed (nint* first = copies.Pointers, start = new nint[shape.Length + 1], count = ToNative(shape))
        {
            NetCdfError.Check(NcData.PutStrings(id, variable, start, count, first), "nc_put_vara_string", subject);
        }
    }

    public static void WriteCharacters(int id, int variable, long[] shape, IReadOnlyList<string> texts, string subject)
    {
        var bytes = new byte[Count(shape, subject, bytesEach: 1)];
        var width = shape.Length == 0 ? 1 : (int)shape[^1];
        RequireCount(texts, width == 0 ? 0 : bytes.Length / width, subject);
        for (var i = 0; i < texts.Count; i++)
        {
            var text = Encoding.UTF8.GetBytes(texts[i]);
            text.AsSpan(0, Math.Min(width, text.Length)).CopyTo(bytes.AsSpan(i * width));
        }

        fixed (byte* first = bytes)
        {
            fixed (nint* start = new nint[shape.Length + 1], count = ToNative(shape))
            {
                NetCdfError.Check(NcData.PutText(id, variable, start, count, first), "nc_put_vara_text", subject);
            }
        }
    }

    /// <summary>One more than needed, so that a scalar has an address as well.</summary>
    private static nint[] ToNative(long[] shape) => [.. shape.Select(length => (nint)length), 0];

    private static long Count(long[] shape, string subject, int bytesEach)
    {
        var count = 1L;
        foreach (var length in shape)
        {
            count = checked(count * length);
        }

        return count <= MaximumBytes / bytesEach
            ? count
            : throw NetCdfError.Refused("nc_get_vara", subject, $"{count} texts or characters are too many");
    }

    private static void RequireCount(IReadOnlyList<string> texts, long places, string subject)
    {
        if (texts.Count != places)
        {
            throw NetCdfError.Refused("nc_put_vara", subject, $"{texts.Count} texts do not fill {places} places");
        }
    }
}
