using System.Text;
using FsCheck;
using FsCheck.Fluent;

namespace Etalon.Storage.Tests;

public sealed unsafe class Crc32CTests
{
    [Theory]
    [InlineData("", 0u)]
    [InlineData("123456789", 0xE3069283u)]
    public void Known_texts_have_their_published_checksums(string text, uint expected)
    {
        Assert.Equal(expected, Crc32C.Of(Encoding.ASCII.GetBytes(text)));
    }

    [Fact]
    public void Thirty_two_zeros_have_the_checksum_of_rfc_3720()
    {
        Assert.Equal(0x8A9136AAu, Crc32C.Of(new byte[32]));
    }

    [Fact]
    public void All_ways_to_the_checksum_agree()
    {
        Prop.ForAll(Gen.Choose(512, 5000).SelectMany(n => Gen.Choose(0, int.MaxValue).Select(seed => (n, seed))).ToArbitrary(), sample =>
        {
            var bytes = new byte[sample.n];
            new Random(sample.seed).NextBytes(bytes);
            var state = (uint)sample.seed * 2654435761u;
            fixed (byte* first = bytes)
            {
                var expected = Crc32C.UpdateTable(state, first, bytes.Length);
                Assert.True(!Crc32C.HasInstruction || Crc32C.UpdateHardware(state, first, bytes.Length) == expected);
                Assert.True(!Crc32C.Folds || Crc32C.UpdateFolding(state, first, bytes.Length) == expected);
            }
        }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void A_checksum_goes_on_where_it_ended()
    {
        var bytes = new byte[9000];
        new Random(1).NextBytes(bytes);
        fixed (byte* first = bytes)
        {
            Assert.Equal(Crc32C.Of(first, 9000), Crc32C.Of(first + 4001, 4999, Crc32C.Of(first, 4001)));
        }
    }
}
