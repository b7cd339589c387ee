using System.Diagnostics;
using System.Globalization;
using Etalon.Catalog;
using Etalon.CatalogBench;

// Usage: Etalon.CatalogBench FOLDER [DATASETS [PART OF A NAME]]; the folder is kept, so that a second run skips the import.
CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
var folder = args.Length > 0 ? args[0] : Path.Combine(Path.GetTempPath(), "etalon-catalog-bench");
var total = args.Length > 1 ? int.Parse(args[1], CultureInfo.InvariantCulture) : 1_000_000;
await using var catalog = await CatalogDatabase.OpenAsync(new CatalogOptions(folder));
var database = catalog.Source;
var report = new BenchReport(catalog.Cluster!.ProcessId, args.Length > 2 ? args[2] : "");
var secret = (await new CreateFirstAdministrator(database, TimeProvider.System).RunAsync("bench"))?.Secret;
var owners = await Owners.MakeAsync(database);
var proposals = await Proposals.MakeAsync(database);

if (await ScalarAsync("select count(*) from dataset") == 0)
{
    var clock = Stopwatch.StartNew();
    var last = 0L;
    var used = report.Processor();
    await new ImportBulk(database, TimeProvider.System).RunAsync(
        new SampleDatasets(1, owners, proposals).Take(total),
        new Progress<long>(count =>
        {
            if (count - last >= 100_000)
            {
                last = count;
                Console.WriteLine($"  {count,9} datasets, {count / clock.Elapsed.TotalSeconds,8:F0} per second");
            }
        }));
    report.Bulk = total / clock.Elapsed.TotalSeconds;
    Console.WriteLine(
        $"bulk registration: {report.Bulk:F0} datasets/s with all indexes; per dataset, {(report.Processor() - used) * 1e3 / total:F0} µs of the database's "
        + $"processor time and {Environment.CpuUsage.TotalTime.TotalMicroseconds / total:F0} µs of the importer's");
    await using var analyze = database.CreateCommand("vacuum analyze");
    analyze.CommandTimeout = 600;
    await analyze.ExecuteNonQueryAsync();
}

Console.WriteLine($"database: {await ScalarAsync("select pg_database_size(current_database())") / 1e9:F2} GB, {await ScalarAsync("select count(*) from dataset")} datasets");
await new SearchBench(database, report, owners, proposals).RunAsync();
if (args.Length < 3)
{
    await new RunBench(database, report, secret).RunAsync();
}

report.Write();

async Task<long> ScalarAsync(string query)
{
    await using var command = database.CreateCommand(query);
    command.CommandTimeout = 300;
    return Convert.ToInt64(await command.ExecuteScalarAsync(), CultureInfo.InvariantCulture);
}
