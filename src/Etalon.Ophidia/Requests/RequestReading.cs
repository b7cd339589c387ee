using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Etalon.Ophidia;

/// <summary>From JSON to a request.</summary>
internal static class RequestReading
{
    private const int MostTasks = 10_000;

    /// <summary>What the server itself puts among the arguments of tasks.</summary>
    private static readonly ImmutableHashSet<string> Reserved =
    [
        "operator", "sessionid", "workflowid", "markerid", "jobid", "parentid", "username", "userrole", "taskindex", "lighttaskindex",
    ];

    /// <summary>What belongs to the request. Clients take it out of a command unless a blank stands before it: <c>oph_list ;  sessionid=…</c>.</summary>
    private static readonly ImmutableHashSet<string> Whole = ["sessionid", "exec_mode", "callback_url", "project"];

    /// <summary>What holds for the whole and is the default of each task.</summary>
    private static readonly ImmutableArray<string> Inherited = ["cwd", "cdd", "cube", "ncores", "nthreads", "nhost", "host_partition", "project", "schedule"];

    public static OphidiaRequest Read(string text)
    {
        var root = Json(text);
        var name = Text(root, "name") ?? throw Bad("it has no 'name'");
        var globals = root.Where(pair => pair.Value is JsonValue)
            .Select(pair => KeyValuePair.Create(pair.Key, TextOf(pair.Value!.AsValue())))
            .ToImmutableSortedDictionary(StringComparer.Ordinal);
        if (root["tasks"] is not JsonArray { Count: > 0 and <= MostTasks } list)
        {
            throw Bad($"'tasks' is no list of 1 to {MostTasks} tasks");
        }

        globals = list.OfType<JsonObject>().SelectMany(static task => task["arguments"] as JsonArray ?? []).Where(IsStray).Select(static argument => Pair(argument!.GetValue<string>()))
            .Where(pair => !globals.ContainsKey(pair.Key)).Aggregate(globals, static (all, pair) => all.SetItem(pair.Key, pair.Value));
        _ = TaskListForm.Parse(globals.GetValueOrDefault("output_format"));
        CheckCallback(globals.GetValueOrDefault("callback_url", ""));
        var tasks = list.Select((task, i) => Task(task as JsonObject ?? throw Bad($"task {i} is no object"), i, globals)).ToImmutableArray();
        _ = TaskOrder.Of(tasks);
        return new OphidiaRequest(name, globals, tasks);
    }

    private static void CheckCallback(string text)
    {
        const int longest = 2000;
        if (text is not ("" or "-") && (text.Length > longest || !Uri.TryCreate(text, UriKind.Absolute, out var address) || address.Scheme is not ("http" or "https") || address.UserInfo.Length > 0))
        {
            throw Bad("'callback_url' is no address that begins with http:// or https:// and names no user");
        }
    }

    private static JsonObject Json(string text)
    {
        try
        {
            return JsonNode.Parse(text, documentOptions: new JsonDocumentOptions { CommentHandling = JsonCommentHandling.Skip, MaxDepth = 16, AllowDuplicateProperties = false }) as JsonObject
                ?? throw Bad("it is no JSON object");
        }
        catch (JsonException error)
        {
            throw new OphidiaException(OphidiaError.Parameter, $"The request is no JSON: {error.Message}", error);
        }
    }

    private static OphidiaTask Task(JsonObject json, int number, ImmutableSortedDictionary<string, string> globals)
    {
        var name = Text(json, "name") ?? throw Bad($"task {number} has no 'name'");
        var called = Text(json, "operator") ?? throw Bad($"task '{name}' has no 'operator'");
        var own = (json["arguments"] as JsonArray ?? []).Where(static argument => !IsStray(argument)).Select(argument => Argument(name, argument)).ToImmutableArray();
        var inherited = Inherited.Where(key => globals.ContainsKey(key)).Select(key => (key, globals[key]));
        var dependencies = (json["dependencies"] as JsonArray ?? []).Select(one => Dependency(name, one)).ToImmutableArray();
        return new OphidiaTask(name, Called(called), [.. inherited, .. own], dependencies)
        {
            OnError = Choice(ErrorPolicy.Parse, Text(json, "on_error") ?? globals.GetValueOrDefault("on_error", "")),
            OnExit = Choice(ExitAction, Text(json, "on_exit") ?? globals.GetValueOrDefault("on_exit", "")),
            IsRun = YesOrNo(name, "run", Text(json, "run") ?? globals.GetValueOrDefault("run", "yes")),
            IsSaved = json.ContainsKey("save") && YesOrNo(name, "save", Text(json, "save") ?? ""),
            Checkpoint = Text(json, "checkpoint") ?? "",
            Variables = (json["variables"] as JsonArray ?? []).Select(one => Variable(name, one)).ToImmutableDictionary(StringComparer.Ordinal),
        };
    }

    /// <summary>Operators are called in either case; a nested call, which has parentheses, contains values that are not.</summary>
    private static string Called(string text) => text.Contains('(', StringComparison.Ordinal) ? text : text.ToLowerInvariant();

    /// <summary>The text as it is, once it has been understood.</summary>
    private static string Choice<T>(Func<string, T> read, string text)
    {
        _ = read(text);
        return text;
    }

    private static string ExitAction(string text) => text is "" or "nop" or "oph_delete" or "oph_deletecontainer"
        ? text
        : throw Bad($"'on_exit' is '{text}'; it is nop, oph_delete or oph_deletecontainer");

    private static bool YesOrNo(string task, string key, string text) => text switch
    {
        "yes" or "true" => true,
        "no" or "false" => false,
        _ => throw Bad($"'{key}' of task '{task}' is '{text}'; it is yes or no"),
    };

    private static KeyValuePair<string, OphidiaVariable> Variable(string task, JsonNode? node)
    {
        var json = node as JsonObject ?? throw Bad($"a variable of task '{task}' is no object");
        var key = VariableText.Bare(Text(json, "key") ?? "");
        var index = Text(json, "ivalue") ?? "1";
        return VariableText.IsName(key) && long.TryParse(index, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
            ? KeyValuePair.Create(key, new OphidiaVariable(Text(json, "svalue") ?? index, number))
            : throw Bad($"a variable of task '{task}' has no 'key' of letters, digits and underscores, or an 'ivalue' that is no whole number");
    }

    private static (string Key, string Value) Argument(string task, JsonNode? node)
    {
        var text = node is JsonValue value ? TextOf(value) : throw Bad($"an argument of task '{task}' is no text");
        var pair = Pair(text);
        return pair.Key.Length == 0
            ? throw Bad($"the argument '{text}' of task '{task}' is no key=value")
            : Reserved.Contains(pair.Key) ? throw Bad($"the argument '{pair.Key}' of task '{task}' is the server's own") : pair;
    }

    private static bool IsStray(JsonNode? node) =>
        node is JsonValue value && value.TryGetValue<string>(out var text) && text.StartsWith(' ') && Whole.Contains(Pair(text).Key);

    /// <summary>Blanks around a key or its value are the typist's: clients cut commands at semicolons and send the rest as it is.</summary>
    private static (string Key, string Value) Pair(string text)
    {
        var equals = text.IndexOf('=', StringComparison.Ordinal);
        return equals > 0 ? (text[..equals].Trim(), text[(equals + 1)..].Trim()) : ("", "");
    }

    private static OphidiaDependency Dependency(string task, JsonNode? node)
    {
        var json = node as JsonObject ?? throw Bad($"a dependency of task '{task}' is no object");
        var other = Text(json, "task") ?? throw Bad($"a dependency of task '{task}' does not say which 'task' comes before");
        var argument = Text(json, "argument");
        var kind = Text(json, "type") switch
        {
            null => argument is null ? DependencyKind.Embedded : DependencyKind.All,
            "embedded" => DependencyKind.Embedded,
            "all" => DependencyKind.All,
            "single" => DependencyKind.Single,
            var strange => throw Bad($"the dependency of task '{task}' is '{strange}'; it is embedded, all or single"),
        };
        return new OphidiaDependency(other, kind, argument ?? "cube", Text(json, "output_argument") ?? "cube")
        {
            Order = Number(task, json, "order"),
            OutputOrder = Number(task, json, "output_order"),
            Filter = Text(json, "filter") ?? "",
        };
    }

    private static int Number(string task, JsonObject json, string key) =>
        int.TryParse(Text(json, key) ?? "0", NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? number
            : throw Bad($"'{key}' of a dependency of task '{task}' is no whole number from 0 on");

    private static string? Text(JsonObject json, string key) => json[key] is JsonValue value ? TextOf(value) : null;

    private static string TextOf(JsonValue value) => value.TryGetValue<string>(out var text) ? text : value.ToJsonString();

    private static OphidiaException Bad(string why) => new(OphidiaError.Parameter, $"The request is not understood: {why}.");
}
