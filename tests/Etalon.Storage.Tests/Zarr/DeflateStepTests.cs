namespace Etalon.Storage.Tests;

public sealed unsafe class DeflateStepTests
{
    [Theory]
    [InlineData(false, 0)]
    [InlineData(false, 1)]
    [InlineData(false, 31_616)]
    [InlineData(true, 1_000_000)]
    public void What_cannot_be_made_smaller_fits_and_comes_back(bool gzip, int length)
    {
        // The fastest level has no shorter code for high bytes than nine bits.
        var random = new Random(3);
        var bytes = Enumerable.Range(0, length).Select(_ => (byte)random.Next(144, 256)).ToArray();
        var step = new DeflateStep(gzip);
        var encoded = new byte[length + step.Growth(length)];
        var decoded = new byte[length + 1];

        fixed (byte* source = new byte[length + 1], target = encoded, back = decoded)
        {
            bytes.CopyTo(new Span<byte>(source, length));
            var size = step.Encode(source, length, target, encoded.Length);
            Assert.Equal(length, step.Decode(target, size, back, length));
        }

        Assert.Equal(bytes, decoded[..length]);
    }
}
