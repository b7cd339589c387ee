using System.Text;
using Etalon.Cubes;
using Microsoft.Win32.SafeHandles;

namespace Etalon.Storage;

/// <summary>
/// Reads the header of a part before the library goes there. cfitsio 4.2 divides by the lengths of tiles and of RICE's blocks as soon as it sees them, so what describes
/// tiles must be sound first: plain whole numbers in their limits, each said once.
/// </summary>
internal static class FitsHeader
{
    private const int CardBytes = 80;
    private const int BlockBytes = 2880;
    private const int MostBlocks = 6000;

    private static readonly string[] Numbers = ["NAXIS", "PCOUNT", "GCOUNT", "TFIELDS", "THEAP", "BITPIX", "ZBITPIX", "ZNAXIS", "ZTILE"];

    /// <summary>The lines of the header that begins there, without <c>END</c>; null where none begins.</summary>
    /// <exception cref="InvalidDataException">It has no end, or describes tiles that cannot be.</exception>
    public static IReadOnlyList<string>? Read(SafeFileHandle file, long offset, int number)
    {
        var cards = new List<string>();
        var block = new byte[BlockBytes];
        for (var i = 0; i < MostBlocks; i++)
        {
            var read = RandomAccess.Read(file, block, offset + ((long)i * BlockBytes));
            if (i == 0 && !block.AsSpan(0, read).StartsWith(number == 1 ? "SIMPLE  ="u8 : "XTENSION"u8) && (read >= 8 || !IsBegun(block.AsSpan(0, read))))
            {
                return null;
            }

            for (var at = 0; at + CardBytes <= read; at += CardBytes)
            {
                var card = Encoding.Latin1.GetString(block, at, CardBytes).TrimEnd();
                if (card is "END")
                {
                    RequireSound(cards, number);
                    return cards;
                }

                cards.Add(card);
            }

            if (read < BlockBytes)
            {
                break;
            }
        }

        throw new InvalidDataException($"the header of part {number} is cut off, or has no END");
    }

    private static bool IsBegun(ReadOnlySpan<byte> head) => !head.IsEmpty && "XTENSION"u8.StartsWith(head);

    private static void RequireSound(List<string> cards, int number)
    {
        if (!cards.Exists(static card => card.StartsWith("ZIMAGE", StringComparison.Ordinal)))
        {
            return;
        }

        RequireOnce(cards, number);
        var keywords = FitsKeywords.Read(cards);
        foreach (var (key, value) in keywords.Where(static pair => Numbers.Contains(pair.Key.TrimEnd(FitsImage.Digits), StringComparer.Ordinal)))
        {
            var least = key.StartsWith("ZTILE", StringComparison.Ordinal) || key.StartsWith("ZNAXIS", StringComparison.Ordinal) ? 1 : int.MinValue;
            var most = key.StartsWith("ZTILE", StringComparison.Ordinal) ? int.MaxValue : long.MaxValue;
            if (value.Text is not null || keywords.Whole(key) is not { } whole || whole < least || whole > most)
            {
                throw new InvalidDataException($"part {number} says that {key} is {value}");
            }
        }

        RequireRice(keywords, number);
    }

    /// <summary>The library takes the first two parameters of RICE for samples of a block and bytes of a sample, whatever they are called.</summary>
    private static void RequireRice(AttributeSet keywords, int number)
    {
        const int longest = 1024;
        var isRice = keywords.Text("ZCMPTYPE").TrimStart().StartsWith("RICE", StringComparison.Ordinal);
        if (isRice && ((keywords["ZVAL1"] is not null && !(keywords.Whole("ZVAL1") is { } block && block >= 1 && block <= longest))
            || (keywords["ZVAL2"] is not null && !(keywords.Whole("ZVAL2") is { } width && (width == 1 || width == 2 || width == 4 || width == 8)))))
        {
            throw new InvalidDataException($"part {number} has blocks of {keywords.Text("ZVAL1")} samples of {keywords.Text("ZVAL2")} bytes");
        }
    }

    /// <summary>The library and the checks before it might read different lines of one keyword.</summary>
    private static void RequireOnce(List<string> cards, int number)
    {
        const int key = 8;
        var repeated = cards.Where(static card => card.Length > key).Select(static card => card[..key])
            .Where(static card => card[0] is 'Z' or 'T' || Numbers.Contains(card.TrimEnd().TrimEnd(FitsImage.Digits), StringComparer.Ordinal))
            .GroupBy(static card => card, StringComparer.Ordinal).FirstOrDefault(static lines => lines.Count() > 1);
        if (repeated is not null)
        {
            throw new InvalidDataException($"part {number} says {repeated.Key.TrimEnd()} twice");
        }
    }
}
