using System.Globalization;
using Etalon.Cubes;
using Etalon.Ophidia;

namespace Etalon.Server;

/// <summary><c>oph_instances</c>: the one host there is.</summary>
internal sealed class ShowInstances : IOphidiaOperator
{
    private const long Mebibyte = 1L << 20;

    /// <inheritdoc />
    public Task<OphidiaAnswer> RunAsync(OphidiaCall call, CancellationToken cancellation)
    {
        if (call.Arguments["action"] is not "read")
        {
            throw new RefusalException("fixed-partition", $"oph_instances: there is one partition, '{OphidiaHosts.Partition}'; none is added or removed.", "Leave out 'action'.");
        }

        var host = OphidiaHosts.Name(1);
        var isShown = Fits(call, "host_filter", host) && Fits(call, "ioserver_filter", OphidiaHosts.Storage)
            && call.Arguments["host_status"] is not "down" && call.Arguments["dbms_status"] is not "down";
        var table = call.Arguments["level"] switch
        {
            "1" => new OphidiaTable("Host List", [("HOST NAME", "string"), ("MEMORY", "int"), ("CORES", "int"), ("HOST STATUS", "string")],
                [[host, (GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / Mebibyte).Cell(), Environment.ProcessorCount.ToString(CultureInfo.InvariantCulture), "up"]]),
            "2" => new OphidiaTable(
                "DBMS Instance List",
                [("HOST NAME", "string"), ("HOST STATUS", "string"), ("ID DBMS", "int"), ("PORT", "int"), ("FILE SYSTEM", "string"), ("I/O SERVER", "string"), ("DBMS STATUS", "string")],
                [[host, "up", "1", "0", "local", OphidiaHosts.Storage, "up"]]),
            _ => call.Filter("host_partition") is null
                ? new OphidiaTable("Host Partition List", [("HOST PARTITION", "string")], [[OphidiaHosts.Partition]])
                : new OphidiaTable("Host Partition List", [("HOST PARTITION", "string"), ("HOST NAME", "string"), ("HOST STATUS", "string")], [[OphidiaHosts.Partition, host, "up"]]),
        };
        if (call.Arguments["level"] is "3")
        {
            isShown = Fits(call, "host_partition", OphidiaHosts.Partition);
        }

        return Task.FromResult(isShown
            ? new OphidiaAnswer([new OphidiaGrid("instances", table)])
            : new OphidiaAnswer([new OphidiaGrid("instances", table with { Rows = [] }), new OphidiaText("instances_summary", "Summary", "No item found")]));
    }

    private static bool Fits(OphidiaCall call, string key, string value) => call.Filter(key) is not { } pattern || new SqlPattern(pattern, ignoreCase: true).Fits(value);
}
