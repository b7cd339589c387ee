using System.CommandLine;
using System.Text.Json.Nodes;

namespace Etalon.Cli;

/// <summary>The options that <c>run</c> and <c>workflow run</c> share.</summary>
internal sealed class RunOptions
{
    private readonly Option<string[]> _input = new("--input", "-i") { Description = "NAME=ID[/CUBE], NAME=ID for a whole scan; repeat for several, also of one name." };
    private readonly Option<string[]> _set = new("--set", "-s") { Description = "key=value; units may be given (window=0.2 um)." };
    private readonly Option<string[]> _sweep = new("--sweep") { Description = "[STEP.]PARAMETER=3,5,7 or 505..515 or 505..515/0.5; one result for each value." };
    private readonly Option<string?> _name = new("--name") { Description = "What the result is to be called." };
    private readonly Option<bool> _plan = new("--plan") { Description = "Only show what would be done: bytes, memory, time." };
    private readonly Option<string[]> _region = new("--region") { Description = "axis=a:b; compute only this part of the result." };
    private readonly Option<int> _workers = new("--workers") { Description = "Threads; one per core by default." };
    private readonly Option<int> _ranks = new("--ranks") { Description = "MPI ranks; none by default." };
    private readonly Option<string?> _budget = new("--budget") { Description = "Memory for blocks: 256MB, 2GB." };
    private readonly Option<string?> _codec = new("--codec") { Description = "How the result is stored: none, lz4, zstd." };
    private readonly Option<string?> _class = new("--class") { Description = "interactive or batch; chosen from the plan by default." };
    private readonly Option<int> _limit = new("--limit") { Description = "Seconds after which the run is stopped." };
    private readonly Option<bool> _noCache = new("--no-cache") { Description = "Compute even if the result exists." };

    /// <summary>Return at once, without waiting for the end.</summary>
    public Option<bool> NoWait { get; } = new("--no-wait") { Description = "Return at once; see 'etalon runs show ID'." };

    /// <summary>Adds all of them to a command.</summary>
    public void AddTo(Command command)
    {
        Option[] all = [_input, _set, _sweep, _name, _plan, _region, _workers, _ranks, _budget, _codec, _class, _limit, _noCache, NoWait];
        foreach (var option in all)
        {
            option.AllowMultipleArgumentsPerToken = option == _input || option == _set || option == _sweep || option == _region;
            command.Options.Add(option);
        }
    }

    /// <summary>The order that the options describe.</summary>
    public JsonObject Order(ParseResult parsed)
    {
        var order = new JsonObject
        {
            ["inputs"] = Inputs(parsed.GetValue(_input) ?? []),
            ["set"] = Pairs(parsed.GetValue(_set) ?? []),
            ["sweep"] = Pairs(parsed.GetValue(_sweep) ?? []),
            ["plan"] = parsed.GetValue(_plan),
            ["region"] = Pairs(parsed.GetValue(_region) ?? []),
            ["workers"] = parsed.GetValue(_workers),
            ["ranks"] = parsed.GetValue(_ranks),
            ["cache"] = !parsed.GetValue(_noCache),
            ["limitSeconds"] = parsed.GetValue(_limit),
        };
        Put(order, "name", parsed.GetValue(_name));
        Put(order, "codec", parsed.GetValue(_codec));
        Put(order, "class", parsed.GetValue(_class));
        if (parsed.GetValue(_budget) is { } budget)
        {
            order["budgetBytes"] = ByteText.Parse(budget);
        }

        return order;
    }

    /// <summary>Splits <c>key=value</c> texts.</summary>
    public static JsonObject Pairs(IEnumerable<string> texts)
    {
        var pairs = new JsonObject();
        foreach (var (key, value) in texts.Select(Split))
        {
            pairs[key] = value;
        }

        return pairs;
    }

    private static void Put(JsonObject order, string key, string? value)
    {
        if (value is not null)
        {
            order[key] = value;
        }
    }

    private static JsonObject Inputs(IEnumerable<string> texts)
    {
        var inputs = new JsonObject();
        foreach (var group in texts.Select(Split).GroupBy(pair => pair.Key, StringComparer.Ordinal))
        {
            var values = group.Select(pair => (JsonNode)pair.Value).ToArray();
            inputs[group.Key] = values.Length == 1 ? values[0] : new JsonArray(values);
        }

        return inputs;
    }

    private static (string Key, string Value) Split(string text)
    {
        var equals = text.IndexOf('=', StringComparison.Ordinal);
        return equals > 0
            ? (text[..equals].Trim(), text[(equals + 1)..].Trim())
            : throw new ClientRefusalException(ExitCodes.Usage, "bad-pair", $"'{text}' is no NAME=VALUE.", "Write for example --set operation=mean.");
    }
}
