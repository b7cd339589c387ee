namespace Etalon.CatalogBench;

/// <summary>One kind of work, repeated; milliseconds.</summary>
/// <param name="What">In words.</param>
/// <param name="Kind">The bar it is judged by.</param>
/// <param name="Median">Half of the repetitions were faster.</param>
/// <param name="P95">95 % were faster.</param>
/// <param name="Most">The slowest.</param>
/// <param name="Processor">The database's processor time, which other work on the machine does not change: 95 % took less.</param>
/// <param name="Note">What came out the last time.</param>
internal sealed record BenchFigure(string What, FigureKind Kind, double Median, double P95, double Most, double Processor, string Note);
