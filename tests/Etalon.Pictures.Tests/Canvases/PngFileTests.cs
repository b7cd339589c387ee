namespace Etalon.Pictures.Tests;

public sealed class PngFileTests
{
    [Theory]
    [InlineData(1, 1)]
    [InlineData(7, 3)]
    [InlineData(640, 401)]
    public void Another_program_reads_the_same_pixels(int width, int height)
    {
        var random = new Random(width);
        var image = new PixelImage(width, height);
        var bytes = new byte[3 * width * height];
        random.NextBytes(bytes);
        for (var at = 0; at < width * height; at++)
        {
            image[at % width, at / width] = new Colour(bytes[3 * at], bytes[(3 * at) + 1], bytes[(3 * at) + 2]);
        }

        var seen = Pillow.Look(PngFile.Encode(image), "import hashlib\nprint(json.dumps([*pixels.shape, hashlib.sha256(pixels.astype('u1').tobytes()).hexdigest()]))");

        Assert.Equal([height, width, 3], seen.AsArray().Take(3).Select(number => (int)number!));
        Assert.Equal(Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(bytes)), (string?)seen[3]);
    }
}
