namespace Etalon.Pictures;

/// <summary>The letters of pictures: five by nine dots, drawn in <c>Glyphs.txt</c>, so that a picture needs no font of the machine.</summary>
internal static class BitmapFont
{
    /// <summary>From one letter to the next, in dots.</summary>
    public const int Advance = 6;

    /// <summary>Dots above the line that letters stand on.</summary>
    public const int Ascent = 7;

    /// <summary>All dots of a letter from top to bottom.</summary>
    public const int Height = 9;

    private const int Columns = 5;
    private const char Unknown = '\uFFFD';

    private static readonly Dictionary<char, bool[,]> Glyphs = Read();

    /// <summary>The dots of a letter by row and column, made finer: each dot becomes <paramref name="scale"/> by <paramref name="scale"/>.</summary>
    public static bool[,] Of(char letter, int scale)
    {
        var dots = Glyphs.GetValueOrDefault(letter) ?? Glyphs[Unknown];
        while (scale > 1)
        {
            dots = Doubled(dots);
            scale /= 2;
        }

        return dots;
    }

    /// <summary>
    /// Twice as fine: a dot's quarter takes the colour of the two neighbours at its corner where they agree and the others do not, which
    /// turns steps into slopes.
    /// </summary>
    private static bool[,] Doubled(bool[,] dots)
    {
        var (rows, columns) = (dots.GetLength(0), dots.GetLength(1));
        var fine = new bool[2 * rows, 2 * columns];
        for (var row = 0; row < rows; row++)
        {
            for (var column = 0; column < columns; column++)
            {
                var (up, down) = (At(dots, row - 1, column), At(dots, row + 1, column));
                var (left, right) = (At(dots, row, column - 1), At(dots, row, column + 1));
                var self = dots[row, column];
                fine[2 * row, 2 * column] = Quarter(self, up, left, down, right);
                fine[2 * row, (2 * column) + 1] = Quarter(self, up, right, down, left);
                fine[(2 * row) + 1, 2 * column] = Quarter(self, down, left, up, right);
                fine[(2 * row) + 1, (2 * column) + 1] = Quarter(self, down, right, up, left);
            }
        }

        return fine;
    }

    /// <summary>The quarter between two neighbours, given with the two on the other side.</summary>
    private static bool Quarter(bool self, bool one, bool other, bool beyondOne, bool beyondOther) =>
        one == other && one != beyondOther && other != beyondOne ? one : self;

    private static bool At(bool[,] dots, int row, int column) =>
        row >= 0 && column >= 0 && row < dots.GetLength(0) && column < dots.GetLength(1) && dots[row, column];

    private static Dictionary<char, bool[,]> Read()
    {
        using var stream = typeof(BitmapFont).Assembly.GetManifestResourceStream("Glyphs.txt")!;
        using var reader = new StreamReader(stream);
        var glyphs = new Dictionary<char, bool[,]>();
        reader.ReadLine();
        while (reader.ReadLine() is not null)
        {
            var names = reader.ReadLine()!;
            var rows = Enumerable.Range(0, Height).Select(_ => reader.ReadLine()!).ToArray();
            for (var at = 0; at < rows[0].Length; at += Advance)
            {
                var dots = new bool[Height, Columns];
                for (var row = 0; row < Height; row++)
                {
                    for (var column = 0; column < Columns; column++)
                    {
                        dots[row, column] = rows[row][at + column] == '#';
                    }
                }

                glyphs[names[at]] = dots;
            }
        }

        return glyphs;
    }
}
