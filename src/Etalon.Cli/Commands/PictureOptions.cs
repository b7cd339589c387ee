using System.CommandLine;
using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;

namespace Etalon.Cli;

/// <summary>The options of <c>cube slice</c> that make pictures.</summary>
internal sealed class PictureOptions
{
    private readonly Option<string?> _out = new("--out") { Description = "Write a picture instead of numbers: x.png or x.svg." };
    private readonly Option<string?> _each = new("--each") { Description = "One picture for every sample of this axis; all have the range of the first." };
    private readonly Option<string?> _map = new("--map") { Description = "Colour map: grey (default) or viridis." };
    private readonly Option<string?> _range = new("--range") { Description = "low:high, the numbers at the ends of the colour map." };
    private readonly Option<string?> _percentiles = new("--percentiles") { Description = "low:high, the same as percentiles of what is shown; 0.5:99.5 by default." };
    private readonly Option<int?> _size = new("--size") { Description = "About how many pixels the longer side has; 800 by default." };
    private readonly Option<string?> _title = new("--title") { Description = "The first line above the picture." };
    private readonly Option<bool> _bare = new("--bare") { Description = "Only the image, without title, ticks and bars." };

    /// <summary>Adds all of them to a command.</summary>
    public void AddTo(Command command)
    {
        Option[] all = [_out, _each, _map, _range, _percentiles, _size, _title, _bare];
        foreach (var option in all)
        {
            command.Options.Add(option);
        }
    }

    /// <summary>Whether a picture is asked for; options that only pictures have are refused without one.</summary>
    public bool IsAsked(ParseResult parsed)
    {
        Option[] others = [_each, _map, _range, _percentiles, _size, _title, _bare];
        var stray = Array.Find(others, option => parsed.GetResult(option) is { Implicit: false });
        return parsed.GetValue(_out) is not null
            || (stray is null
                ? false
                : throw new ClientRefusalException(ExitCodes.Usage, "no-picture-file", $"{stray.Name} is for pictures.", "Say where the picture goes: --out slice.png."));
    }

    /// <summary>Draws and writes the picture, or one for every sample of an axis.</summary>
    /// <returns>What was written: <c>file</c> and what it shows, or <c>pictures</c>, a list of these.</returns>
    public async Task<JsonObject> WriteAsync(EtalonClient client, ParseResult parsed, string cube, string[] region, CancellationToken cancellation)
    {
        var file = parsed.GetValue(_out)!;
        if (parsed.GetValue(_each) is not { } axis)
        {
            return await WriteAsync(client, parsed, cube, region, file, parsed.GetValue(_range), cancellation);
        }

        var info = await client.GetAsync($"api/cube?cube={Uri.EscapeDataString(cube)}", cancellation);
        var axes = info["cube"]!["axes"]!.AsArray();
        var found = axes.FirstOrDefault(candidate => string.Equals((string?)candidate!["name"], axis, StringComparison.Ordinal))
            ?? throw new ClientRefusalException(
                ExitCodes.Refused, "unknown-axis", $"There is no axis '{axis}'. Allowed: {string.Join(", ", axes.Select(known => known!["name"]))}.", "Use one of the names listed.");
        var count = (long)found["length"]!;
        string[] parts = [.. region.SelectMany(static text => text.Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))];
        var (first, end) = Part(parts, axis, count);
        var others = parts.Where(part => !IsOf(part, axis)).ToArray();
        var range = parsed.GetValue(_range);
        var pictures = new JsonArray();
        for (var i = first; i < end; i++)
        {
            var picture = await WriteAsync(
                client, parsed, cube, [.. others, string.Create(CultureInfo.InvariantCulture, $"{axis}={i}:{i + 1}")], Numbered(file, axis, i, count), range, cancellation);
            range ??= picture["range"] is JsonArray ends ? $"{ends[0]}:{ends[1]}" : null;
            pictures.Add(picture);
        }

        return new JsonObject { ["pictures"] = pictures };
    }

    /// <summary>Which samples of the axis get a picture: those of the region, if it names the axis.</summary>
    private static (long First, long End) Part(string[] region, string axis, long count)
    {
        if (Array.FindLast(region, part => IsOf(part, axis)) is not { } part)
        {
            return (0, count);
        }

        var ends = part[(part.IndexOf('=', StringComparison.Ordinal) + 1)..].Split(':');
        return ends.Length == 2 && Index(ends[0], out var first) && Index(ends[1], out var end) && first < end && end <= count
            ? (first, end)
            : throw new ClientRefusalException(
                ExitCodes.Refused, "bad-region", $"'{part}' is no part of '{axis}' to make one picture each of.",
                string.Create(CultureInfo.InvariantCulture, $"Write indices: --region {axis}=0:{count}."));
    }

    private static bool IsOf(string part, string axis) => string.Equals(part.Split('=')[0].Trim(), axis, StringComparison.Ordinal);

    private static bool Index(string text, out long index) => long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out index);

    private static string Numbered(string file, string axis, long index, long count)
    {
        var digits = (count - 1).ToString(CultureInfo.InvariantCulture).Length;
        var name = $"{Path.GetFileNameWithoutExtension(file)}-{axis}-{index.ToString(CultureInfo.InvariantCulture).PadLeft(digits, '0')}{Path.GetExtension(file)}";
        return Path.Combine(Path.GetDirectoryName(file) ?? "", name);
    }

    private async Task<JsonObject> WriteAsync(
        EtalonClient client, ParseResult parsed, string cube, string[] region, string file, string? range, CancellationToken cancellation)
    {
        var query = new StringBuilder($"api/cube/picture?cube={Uri.EscapeDataString(cube)}");
        Put(query, "region", string.Join(';', region));
        Put(query, "format", Path.GetExtension(file).TrimStart('.').ToLowerInvariant() is { Length: > 0 } format ? format : "png");
        Put(query, "map", parsed.GetValue(_map));
        Put(query, "range", range);
        Put(query, "percentiles", parsed.GetValue(_percentiles));
        Put(query, "size", parsed.GetValue(_size)?.ToString(CultureInfo.InvariantCulture));
        Put(query, "title", parsed.GetValue(_title));
        Put(query, "bare", parsed.GetValue(_bare) ? "true" : null);
        var (bytes, about) = await client.GetFileAsync(query.ToString(), "Etalon-Picture", cancellation);
        try
        {
            await File.WriteAllBytesAsync(file, bytes, cancellation);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new ClientRefusalException(ExitCodes.Refused, "cannot-write", $"'{file}' cannot be written: {fault.Message}", "Choose another place with --out.");
        }

        about.Insert(0, "file", Path.GetFullPath(file));
        return about;
    }

    private static void Put(StringBuilder query, string name, string? value)
    {
        if (!string.IsNullOrEmpty(value))
        {
            query.Append(CultureInfo.InvariantCulture, $"&{name}={Uri.EscapeDataString(value)}");
        }
    }
}
