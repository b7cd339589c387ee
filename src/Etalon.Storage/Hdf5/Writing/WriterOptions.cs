using System.Globalization;
using Etalon.Cubes;

namespace Etalon.Storage;

/// <summary>What a user may choose about an HDF5-based file.</summary>
/// <param name="Codec">null leaves the choice to each cube's layout.</param>
/// <param name="Level">Effort of deflate.</param>
internal sealed record WriterOptions(ChunkCodec? Codec, int Level)
{
    private const int HighestLevel = 9;

    /// <summary>Reads <c>codec=none|deflate</c> and <c>level=1…9</c>.</summary>
    /// <exception cref="RefusalException">An option or value is unknown.</exception>
    public static WriterOptions Parse(IReadOnlyDictionary<string, string> options)
    {
        var result = new WriterOptions(null, 1);
        foreach (var (name, value) in options)
        {
            result = name switch
            {
                "codec" => result with { Codec = ParseCodec(value) },
                "level" => result with { Level = ParseLevel(value) },
                _ => throw Refusal.Unknown("option", name, ["codec", "level"]),
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

    private static int ParseLevel(string value) =>
        int.TryParse(value, CultureInfo.InvariantCulture, out var level) && level is >= 1 and <= HighestLevel
            ? level
            : throw new RefusalException(
                "bad-option", $"The level '{value}' is no number from 1 to {HighestLevel}.", "1 is fast, 9 is small.");
}
