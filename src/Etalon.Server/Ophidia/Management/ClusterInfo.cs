using System.Globalization;
using Etalon.Cubes;
using Etalon.Ophidia;

namespace Etalon.Server;

/// <summary><c>oph_cluster</c>: the machines that compute. There is one, and it is always there.</summary>
internal sealed class ClusterInfo : IOphidiaOperator
{
    /// <inheritdoc />
    public Task<OphidiaAnswer> RunAsync(OphidiaCall call, CancellationToken cancellation)
    {
        if (call.Arguments["action"] is "deploy" or "undeploy")
        {
            throw new RefusalException(
                "unsupported", "Machines are neither started nor stopped from here: this one computes.", "Leave it out; nhost and host_partition are accepted everywhere.",
                RefusalKind.Unsupported);
        }

        var table = new OphidiaTable(
            "Host Partitions", [("HOST PARTITION", "string"), ("TYPE", "string"), ("HOSTS", "int"), ("CORES", "int"), ("STATUS", "string")],
            [["auto", "main", "1", Environment.ProcessorCount.ToString(CultureInfo.InvariantCulture), "up"]]);
        return Task.FromResult(new OphidiaAnswer([new OphidiaGrid("cluster", table)]));
    }
}
