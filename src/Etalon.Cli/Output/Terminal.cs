using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Etalon.Cli;

/// <summary>Writes for people or for programs: text and progress on a terminal, one JSON document with <c>-o json</c>.</summary>
/// <param name="json">Whether the output is for a program.</param>
internal sealed class Terminal(bool json)
{
    private static readonly JsonSerializerOptions Indented = new()
    {
        WriteIndented = true,

        // '+' and letters beyond ASCII as they are: nothing of this is put into a web page.
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };
    private int _progressWidth;

    /// <summary>Whether the output is for a program.</summary>
    public bool IsJson => json;

    /// <summary>Whether progress may be drawn: a person looks on.</summary>
    public bool ShowsProgress => !json && !Console.IsErrorRedirected && !Console.IsOutputRedirected;

    /// <summary>Writes the result: the document for programs, the lines for people.</summary>
    public void Result(JsonNode document, Action<TextWriter> lines)
    {
        ClearProgress();
        if (json)
        {
            Console.Out.WriteLine(document.ToJsonString(Indented));
        }
        else
        {
            lines(Console.Out);
        }
    }

    /// <summary>A remark for people, on standard error.</summary>
    public void Remark(string text)
    {
        ClearProgress();
        Console.Error.WriteLine(text);
    }

    /// <summary>Draws one line of progress over the last one.</summary>
    public void Progress(string text)
    {
        if (ShowsProgress)
        {
            Console.Error.Write("\r" + text.PadRight(_progressWidth));
            _progressWidth = text.Length;
        }
    }

    /// <summary>Says no.</summary>
    public void Refuse(ClientRefusalException refusal)
    {
        ClearProgress();
        if (json)
        {
            Console.Out.WriteLine(new JsonObject
            {
                ["error"] = new JsonObject { ["code"] = refusal.Code, ["message"] = refusal.Message, ["help"] = refusal.Help },
            }.ToJsonString(Indented));
        }

        Console.Error.WriteLine($"etalon: {refusal.Message}");
        if (refusal.Help.Length > 0)
        {
            Console.Error.WriteLine($"  {refusal.Help}");
        }
    }

    /// <summary>Bytes for people.</summary>
    public static string Bytes(double bytes) => bytes switch
    {
        < 1e3 => string.Create(CultureInfo.InvariantCulture, $"{bytes:F0} B"),
        < 1e6 => string.Create(CultureInfo.InvariantCulture, $"{bytes / 1e3:F1} kB"),
        < 1e9 => string.Create(CultureInfo.InvariantCulture, $"{bytes / 1e6:F1} MB"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{bytes / 1e9:F2} GB"),
    };

    /// <summary>A table with aligned columns.</summary>
    public static void Table(TextWriter writer, string[] head, IReadOnlyList<string[]> rows)
    {
        var widths = head.Select((name, column) => Math.Max(name.Length, rows.Count == 0 ? 0 : rows.Max(row => row[column].Length))).ToArray();
        writer.WriteLine(Line(head));
        foreach (var row in rows)
        {
            writer.WriteLine(Line(row));
        }

        string Line(string[] cells) => string.Join("  ", cells.Select((cell, column) => cell.PadRight(widths[column]))).TrimEnd();
    }

    private void ClearProgress()
    {
        if (_progressWidth > 0)
        {
            Console.Error.Write("\r" + new string(' ', _progressWidth) + "\r");
            _progressWidth = 0;
        }
    }
}
