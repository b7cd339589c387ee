namespace Etalon.Native;

/// <summary>Numbers of fields (TIFF 6.0, section 8 and part 2).</summary>
internal static class TiffTag
{
    public const uint Kind = 254;
    public const uint Width = 256;
    public const uint Height = 257;
    public const uint Bits = 258;
    public const uint Compression = 259;
    public const uint FillOrder = 266;
    public const uint Description = 270;
    public const uint StripOffsets = 273;
    public const uint Orientation = 274;
    public const uint SamplesPerPixel = 277;
    public const uint RowsPerStrip = 278;
    public const uint StripBytes = 279;
    public const uint TileWidth = 322;
    public const uint TileHeight = 323;
    public const uint TileOffsets = 324;
    public const uint TileBytes = 325;
    public const uint Format = 339;
}
