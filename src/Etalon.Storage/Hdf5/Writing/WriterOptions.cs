using System.Globalization;
using Etalon.Cubes;

namespace Etalon.Storage;

/// <summary>What a user may choose about an HDF5-based file.</summary>
/// <param name="Codec">null leaves the choice to each cube's layout.</param>
/// <param name="Level">Effort of deflate.</param>
/// <param name="Shuffles">Whether bytes of one significance are put together before; most samples become much smaller by it.</param>
internal sealed record WriterOptions(ChunkCodec? Codec, int Level, bool Shuffles)
{
    private const int HighestLevel = 9;

    /// <summary>Reads <c>codec=none|deflate</c>, <c>level=1…9</c> and <c>shuffle=yes|no</c>.</summary>
    /// <exception cref="RefusalException">An option or value is unknown.</exception>
    public static WriterOptions Parse(IReadOnlyDictionary<string, string> options)
    {
        var result = new WriterOptions(null, 1, Shuffles: true);
        foreach (var (name, value) in options)
        {
            result = name switch
            {
                "codec" => result with { Codec = ParseCodec(value) },
                "level" => result with { Level = ParseLevel(value) },
                "shuffle" => result with { Shuffles = ParseShuffle(value) },
                _ => throw Refusal.Unknown("option", name, ["codec", "level", "shuffle"]),
            };
        }

        return result;
    }

    /// <summary>Whether a cube is compressed. LZ4 and Zstandard would need plug-ins that other readers lack, so they mean "not".</summary>
    public bool Deflates(CubeLayout layout) => (Codec ?? layout.Codec) == ChunkCodec.Deflate;

    private static ChunkCodec ParseCodec(string value) => value switch
    {
        "none" => ChunkCodec.None,
        "deflate" => ChunkCodec.Deflate,
        _ => throw Refusal.Unknown("codec", value, ["none", "deflate"]),
    };

    private static bool ParseShuffle(string value) => value switch
    {
        "yes" => true,
        "no" => false,
        _ => throw Refusal.Unknown("value of 'shuffle'", value, ["yes", "no"]),
    };

    private static int ParseLevel(string value) =>
        int.TryParse(value, CultureInfo.InvariantCulture, out var level) && level is >= 1 and <= HighestLevel
            ? level
            : throw new RefusalException(
                "bad-option", $"The level '{value}' is no number from 1 to {HighestLevel}.", "1 is fast, 9 is small.");
}
