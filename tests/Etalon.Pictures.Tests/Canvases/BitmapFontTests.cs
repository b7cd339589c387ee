namespace Etalon.Pictures.Tests;

public sealed class BitmapFontTests
{
    [Fact]
    public void All_printable_letters_differ_from_each_other_and_from_the_unknown_one()
    {
        var letters = Enumerable.Range(' ', 95).Select(code => (char)code).Concat("µ°²³¹⁻·×Å…±\uFFFD").ToArray();

        var drawn = letters.Select(letter => string.Concat(BitmapFont.Of(letter, 1).Cast<bool>().Select(dot => dot ? '#' : '.'))).ToArray();

        Assert.Equal(letters.Length, drawn.Distinct(StringComparer.Ordinal).Count());
    }

    [Fact]
    public void A_finer_letter_covers_about_as_much_and_keeps_straight_strokes()
    {
        var (coarse, fine) = (BitmapFont.Of('H', 1), BitmapFont.Of('H', 4));

        Assert.Equal(4 * coarse.GetLength(0), fine.GetLength(0));
        Assert.True(fine[10, 1] && fine[10, 18] && !fine[4, 10]);
        Assert.InRange(fine.Cast<bool>().Count(dot => dot), 0.9 * 16 * coarse.Cast<bool>().Count(dot => dot), 1.1 * 16 * coarse.Cast<bool>().Count(dot => dot));
    }
}
