using System.Text;
using Etalon.Ophidia;

namespace Etalon.Server;

/// <summary><c>oph_log_info</c>: the end of the server's log.</summary>
internal sealed class LogInfo(EtalonHome home) : IOphidiaOperator
{
    private const int MostLines = 10_000;
    private const int MostBytes = 4 << 20;

    /// <inheritdoc />
    public async Task<OphidiaAnswer> RunAsync(OphidiaCall call, CancellationToken cancellation)
    {
        var count = (int)call.Arguments.Whole("nlines", 1, MostLines);
        var lines = await TailAsync(count, cancellation);
        return new OphidiaAnswer([new OphidiaGrid("log_info", new OphidiaTable("Log", [("LINE", "string")], lines.Select(static line => (IReadOnlyList<string>)[line])))]);
    }

    private async Task<string[]> TailAsync(int count, CancellationToken cancellation)
    {
        if (!File.Exists(home.ServerLog))
        {
            return [];
        }

        await using var stream = new FileStream(home.ServerLog, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        stream.Seek(-Math.Min(stream.Length, MostBytes), SeekOrigin.End);
        using var reader = new StreamReader(stream, Encoding.UTF8);
        var lines = (await reader.ReadToEndAsync(cancellation)).TrimEnd('\n').Split('\n');
        return [.. lines.TakeLast(count).Select(static line => line.TrimEnd('\r'))];
    }
}
