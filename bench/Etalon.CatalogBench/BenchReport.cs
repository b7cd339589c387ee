using System.Diagnostics;
using System.Globalization;

namespace Etalon.CatalogBench;

/// <summary>Repeats things, prints their percentiles as they come, and at the end the tables of bars and figures.</summary>
/// <param name="postmaster">The database's first process, whose children do the work.</param>
/// <param name="only">Measures what has this in its name.</param>
internal sealed class BenchReport(int postmaster, string only)
{
    private const double SearchBar = 50;
    private const double FacetsBar = 200;
    private const double PageBar = 200;
    private const double PublishBar = 5;
    private const double BulkBar = 5000;
    private readonly List<BenchFigure> _figures = [];

    /// <summary>Datasets per second, if they were imported in this run.</summary>
    public double? Bulk { get; set; }

    /// <summary>Milliseconds that the database's processes have computed.</summary>
    public double Processor()
    {
        var total = 0L;
        foreach (var child in File.ReadAllText($"/proc/{postmaster}/task/{postmaster}/children").Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            try
            {
                total += long.Parse(File.ReadAllText($"/proc/{child}/schedstat").Split(' ')[0], CultureInfo.InvariantCulture);
            }
            catch (IOException)
            {
                // It has just ended.
            }
        }

        return total / 1e6;
    }

    public async Task MeasureAsync(string what, int rounds, FigureKind kind, Func<int, Task<string>> work)
    {
        if (!what.Contains(only, StringComparison.Ordinal))
        {
            return;
        }

        var (times, used) = (new double[rounds], new double[rounds]);
        var note = "";
        for (var i = -3; i < rounds; i++)
        {
            var before = Processor();
            var start = Stopwatch.GetTimestamp();
            note = await work(Math.Max(0, i));
            if (i >= 0)
            {
                times[i] = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
                used[i] = Processor() - before;
            }
        }

        Array.Sort(times);
        Array.Sort(used);
        var high = (int)(rounds * 0.95);
        var figure = new BenchFigure(what, kind, times[rounds / 2], times[high], times[^1], used[high], note);
        _figures.Add(figure);
        Console.WriteLine(
            $"{what,-58} p50 {figure.Median,7:F2} ms  p95 {figure.P95,7:F2} ms  max {figure.Most,7:F2} ms  processor {figure.Processor,7:F2} ms  {note}");
    }

    /// <summary>The tables, in markdown.</summary>
    public void Write()
    {
        Console.WriteLine("\n| bar | measured | |\n|---|---|---|");
        Bar("search with two conditions: p95 ≤ 50 ms", FigureKind.Search, SearchBar);
        Bar("facets: p95 ≤ 200 ms", FigureKind.Facets, FacetsBar);
        Bar("search page with facets for members of many proposals: p95 ≤ 200 ms", FigureKind.Page, PageBar);
        if (Bulk is { } rate)
        {
            Row("bulk registration: ≥ 5 000 datasets/s", $"{rate.ToString("N0", CultureInfo.InvariantCulture)} datasets/s", rate >= BulkBar);
        }

        Bar("run with one dataset published: p95 ≤ 5 ms", FigureKind.Publish, PublishBar);
        Console.WriteLine("\n| | p50, ms | p95, ms | largest, ms | processor, p95, ms | |\n|---|---|---|---|---|---|");
        foreach (var one in _figures)
        {
            Console.WriteLine($"| {one.What} | {one.Median:F2} | {one.P95:F2} | {one.Most:F2} | {one.Processor:F2} | {one.Note} |");
        }
    }

    private void Bar(string text, FigureKind kind, double bar)
    {
        var all = _figures.Where(figure => figure.Kind == kind).ToArray();
        if (all.Length == 0)
        {
            return;
        }

        var worst = all.MaxBy(figure => figure.P95)!;
        var within = all.Count(figure => figure.P95 <= bar);
        Row(text, all.Length == 1 ? $"p95 {worst.P95:F1} ms" : $"{within} of {all.Length}; the worst p95 {worst.P95:F1} ms ({worst.What})", within == all.Length);
    }

    private static void Row(string text, string figure, bool met) =>
        Console.WriteLine($"| {text} | {figure} | {(met ? "met" : "**missed**")} |");
}
