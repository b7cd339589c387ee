using Etalon.Cli;

namespace Etalon.Server.Tests;

public sealed class LineEditorTests
{
    private static readonly string[] Names = ["oph_list", "oph_reduce", "oph_reduce2"];

    [Theory]
    [InlineData("oph_list level=1⏎", "oph_list level=1")]
    [InlineData("lst←←i⏎", "list")]
    [InlineData("xlist↖✗⏎", "list")]
    [InlineData("lisx⌫t⏎", "list")]
    [InlineData("ist↖l⇲ level=1⏎", "list level=1")]
    [InlineData("wrong✖right⏎", "right")]
    [InlineData("←⌫✗→⏎", "")]
    [InlineData("oph_l⇥⏎", "oph_list")]
    [InlineData("r oph_r⇥⏎", "r oph_reduce")]
    [InlineData("↑⏎", "second")]
    [InlineData("↑↑⏎", "first")]
    [InlineData("↑↑↑⏎", "first")]
    [InlineData("↑↑↓!⏎", "second!")]
    [InlineData("↑↓⏎", "")]
    public void Keys_make_lines(string keys, string line)
    {
        Assert.Equal(line, Read(keys, out _));
    }

    [Fact]
    public void Several_choices_are_shown_and_the_line_stays()
    {
        Assert.Equal("oph_reduce", Read("oph_reduce⇥⏎", out var screen));
        Assert.Contains("oph_reduce  oph_reduce2", screen, StringComparison.Ordinal);
    }

    [Fact]
    public void The_screen_ends_with_the_prompt_and_the_text_and_nothing_of_what_was_longer()
    {
        Read("abcdef⌫⌫⏎", out var screen);

        // Drawn anew from the line's start: what was longer is written over with blanks, then the cursor goes back.
        Assert.Contains("\roph> abcd \roph> abcd", screen, StringComparison.Ordinal);
    }

    [Fact]
    public void Lines_are_remembered_once_and_empty_ones_never()
    {
        var history = new List<string>();
        var editor = new LineEditor(history, static _ => ("", []), Keys("a⏎a⏎ ⏎b⏎✋"), TextWriter.Null);

        string[] read = [editor.Read(">") ?? "end", editor.Read(">") ?? "end", editor.Read(">") ?? "end", editor.Read(">") ?? "end", editor.Read(">") ?? "end"];

        Assert.Equal(["a", "a", " ", "b", "end"], read);
        Assert.Equal(["a", "b"], history);
    }

    private static string? Read(string keys, out string screen)
    {
        using var written = new StringWriter();
        var line = new LineEditor(["first", "second"], Complete, Keys(keys), written).Read("oph> ");
        screen = written.ToString();
        return line;
    }

    private static (string Word, string[] Choices) Complete(string text)
    {
        var word = text[(text.LastIndexOf(' ') + 1)..];
        return (word, [.. Names.Where(name => name.StartsWith(word, StringComparison.Ordinal))]);
    }

    private static Func<ConsoleKeyInfo> Keys(string keys) => new Queue<ConsoleKeyInfo>(keys.Select(static key => key switch
    {
        '⏎' => Key(ConsoleKey.Enter),
        '⇥' => Key(ConsoleKey.Tab),
        '⌫' => Key(ConsoleKey.Backspace),
        '✗' => Key(ConsoleKey.Delete),
        '←' => Key(ConsoleKey.LeftArrow),
        '→' => Key(ConsoleKey.RightArrow),
        '↑' => Key(ConsoleKey.UpArrow),
        '↓' => Key(ConsoleKey.DownArrow),
        '↖' => Key(ConsoleKey.Home),
        '⇲' => Key(ConsoleKey.End),
        '✖' => new ConsoleKeyInfo('\u0015', ConsoleKey.U, shift: false, alt: false, control: true),
        '✋' => new ConsoleKeyInfo('\u0004', ConsoleKey.D, shift: false, alt: false, control: true),
        _ => new ConsoleKeyInfo(key, ConsoleKey.None, shift: false, alt: false, control: false),
    })).Dequeue;

    private static ConsoleKeyInfo Key(ConsoleKey key) => new('\0', key, shift: false, alt: false, control: false);
}
