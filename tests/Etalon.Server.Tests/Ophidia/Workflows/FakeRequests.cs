using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Text;
using System.Text.Json.Nodes;
using Etalon.Catalog;
using Etalon.Ophidia;

namespace Etalon.Server.Tests;

/// <summary>A runner with operators that do next to nothing, and without a catalogue.</summary>
internal sealed class FakeRequests : IOphidiaJournal, IMassiveTargets
{
    private readonly OphidiaRunner _runner;
    private long _markers = 100;

    public FakeRequests(TimeProvider? clock = null) =>
        _runner = new OphidiaRunner(new OphidiaOperators([Family, new FlowFamily()]), this, this, Live, new OphidiaFiles("/"), clock ?? TimeProvider.System);

    public FakeFamily Family { get; } = new();

    public LiveRequests Live { get; } = new();

    /// <summary>The states of tasks by their names.</summary>
    public ConcurrentDictionary<string, string> States { get; } = new();

    public double Progress { get; private set; }

    public static OphidiaVisit Visit(OphidiaRole role = OphidiaRole.Write, long workflow = 7) => new(
        Viewer.System, "ada", new OphidiaSession("https://h:8/ophidia", "9af1"), new OphidiaSessionRow("9af1", Guid.Empty, 1, "", default, default, null, false), role, workflow);

    /// <summary>Runs tasks, written <c>{"name":…}, {"name":…}</c>.</summary>
    public Task<Outcome> RunAsync(string tasks, string globals = "", OphidiaRole role = OphidiaRole.Write, CancellationToken cancellation = default) =>
        RunAsync(OphidiaRequest.Parse($"{{\"name\":\"w\",{globals}\"tasks\":[{tasks}]}}"), role, cancellation);

    public async Task<Outcome> RunAsync(OphidiaRequest request, OphidiaRole role = OphidiaRole.Write, CancellationToken cancellation = default)
    {
        var live = Live.Begin(Visit(role), 42, cancellation);
        OphidiaReport report;
        try
        {
            report = await _runner.RunAsync(request, Visit(role), live);
        }
        finally
        {
            Live.End(live);
        }

        using var stream = new MemoryStream();
        new OphidiaDocument(new OphidiaSource(Visit().Session, 7, 42), report.Objects, report.Extra).Write(stream);
        return new Outcome(report.State, JsonNode.Parse(stream.ToArray())!.AsObject(), Encoding.UTF8.GetString(stream.ToArray()));
    }

    public Task<long> BeginTaskAsync(OphidiaVisit visit, long parent, string name, string called, CancellationToken cancellation)
    {
        var marker = Interlocked.Increment(ref _markers);
        States[name] = $"running {called}";
        _names[marker] = name;
        return Task.FromResult(marker);
    }

    public Task EndTaskAsync(OphidiaVisit visit, long marker, string state, CancellationToken cancellation)
    {
        States[_names[marker]] = state;
        return Task.CompletedTask;
    }

    public void Report(OphidiaVisit visit, double progress) => Progress = Math.Max(Progress, progress);

    public Task<ImmutableArray<string>> CubesAsync(MassiveFilter filter, OphidiaVisit visit, string folder, CancellationToken cancellation) =>
        Task.FromResult<ImmutableArray<string>>(filter.Conditions.Any(one => one.Value is "none") ? [] : ["c1", "c2", "c3"]);

    public Task<ImmutableArray<string>> FilesAsync(MassiveFilter filter, string folder, CancellationToken cancellation) =>
        Task.FromResult<ImmutableArray<string>>(["/d/a.nc", "/d/b.nc"]);

    private readonly ConcurrentDictionary<long, string> _names = new();

    /// <summary>What a client sees.</summary>
    internal sealed record Outcome(string State, JsonObject Document, string Text)
    {
        public string[] Keys => [.. Document["response"]!.AsArray().Select(item => (string)item!["objkey"]!)];

        /// <summary>Name, state and output of each task.</summary>
        public string[] Tasks => [.. Rows("workflow_list").Select(row => $"{row[1]}: {row[3][11..]}{(row[5].Length > 0 ? " " + row[5] : "")}")];

        public string? Message(string key) => (string?)Item(key)?["objcontent"]![0]!["message"];

        public string[][] Rows(string key) =>
            [.. Item(key)!["objcontent"]![0]!["rowvalues"]!.AsArray().Select(row => row!.AsArray().Select(cell => (string)cell!).ToArray())];

        public string[] Columns(string key) => [.. Item(key)!["objcontent"]![0]!["rowkeys"]!.AsArray().Select(cell => (string)cell!)];

        private JsonNode? Item(string key) => Document["response"]!.AsArray().FirstOrDefault(item => string.Equals((string?)item!["objkey"], key, StringComparison.Ordinal));
    }
}
