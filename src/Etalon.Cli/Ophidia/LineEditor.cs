namespace Etalon.Cli;

/// <summary>Reads a line from a terminal: with a cursor, history and completion.</summary>
/// <param name="history">Earlier lines, oldest first; a line that is entered is added.</param>
/// <param name="complete">The word at the end of a text, and what it may become.</param>
/// <param name="keys">The next key; null where lines come from a pipe or a file.</param>
/// <param name="screen">Where what is typed is shown.</param>
internal sealed class LineEditor(List<string> history, Func<string, (string Word, string[] Choices)> complete, Func<ConsoleKeyInfo>? keys, TextWriter screen)
{
    private string _text = "";
    private int _at;
    private int _shown;

    /// <summary>Reads a line; null at the end of input.</summary>
    public string? Read(string prompt)
    {
        if (keys is null)
        {
            return Console.In.ReadLine();
        }

        (_text, _at, _shown) = ("", 0, 0);
        var back = history.Count;
        screen.Write(prompt);
        while (true)
        {
            var key = keys();
            switch (key)
            {
                case { Key: ConsoleKey.Enter }:
                    screen.WriteLine();
                    Remember();
                    return _text;
                case { Key: ConsoleKey.D, Modifiers: ConsoleModifiers.Control } when _text.Length == 0:
                    screen.WriteLine();
                    return null;
                case { Key: ConsoleKey.UpArrow } when back > 0:
                    Become(history[--back]);
                    break;
                case { Key: ConsoleKey.DownArrow } when back < history.Count:
                    Become(++back < history.Count ? history[back] : "");
                    break;
                case { Key: ConsoleKey.Tab }:
                    Complete(prompt);
                    break;
                default:
                    Edit(key);
                    break;
            }

            Draw(prompt);
        }
    }

    private void Edit(ConsoleKeyInfo key)
    {
        switch (key.Key)
        {
            case ConsoleKey.LeftArrow:
                _at = Math.Max(0, _at - 1);
                break;
            case ConsoleKey.RightArrow:
                _at = Math.Min(_text.Length, _at + 1);
                break;
            case ConsoleKey.Home:
                _at = 0;
                break;
            case ConsoleKey.End:
                _at = _text.Length;
                break;
            case ConsoleKey.Backspace when _at > 0:
                _text = _text.Remove(--_at, 1);
                break;
            case ConsoleKey.Delete when _at < _text.Length:
                _text = _text.Remove(_at, 1);
                break;
            case ConsoleKey.U when key.Modifiers is ConsoleModifiers.Control:
                Become("");
                break;
            default:
                if (!char.IsControl(key.KeyChar))
                {
                    _text = _text.Insert(_at++, key.KeyChar.ToString());
                }

                break;
        }
    }

    private void Complete(string prompt)
    {
        var (word, choices) = complete(_text[.._at]);
        if (choices.Length == 0)
        {
            return;
        }

        var shared = choices[0].Length;
        foreach (var choice in choices)
        {
            var same = 0;
            while (same < Math.Min(shared, choice.Length) && choice[same] == choices[0][same])
            {
                same++;
            }

            shared = same;
        }

        if (shared > word.Length || choices.Length == 1)
        {
            _text = _text.Remove(_at - word.Length, word.Length).Insert(_at - word.Length, choices[0][..shared]);
            _at += shared - word.Length;
        }
        else
        {
            screen.WriteLine();
            screen.WriteLine(string.Join("  ", choices));
            screen.Write(prompt);
            _shown = 0;
        }
    }

    private void Become(string text) => (_text, _at) = (text, text.Length);

    private void Remember()
    {
        if (_text.Trim().Length > 0 && (history.Count == 0 || !string.Equals(history[^1], _text, StringComparison.Ordinal)))
        {
            history.Add(_text);
        }
    }

    private void Draw(string prompt)
    {
        screen.Write($"\r{prompt}{_text}{new string(' ', Math.Max(0, _shown - _text.Length))}\r{prompt}{_text[.._at]}");
        _shown = _text.Length;
    }
}
