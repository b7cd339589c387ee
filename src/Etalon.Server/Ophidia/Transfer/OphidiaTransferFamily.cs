using Etalon.Ophidia;

namespace Etalon.Server;

/// <summary>The operators that bring data in, give it out or run programs.</summary>
internal sealed class OphidiaTransferFamily(ExploreCube exploreCube, ImportNetCdf import) : IOphidiaFamily
{
    /// <inheritdoc />
    public IEnumerable<(OphidiaManual Manual, IOphidiaOperator Operator)> Operators =>
    [
        (TransferManuals.ImportNetCdf, import),
        (TransferManuals.ImportNetCdf2, import),
        (TransferManuals.ImportNetCdfs, import),
        (TransferManuals.ExploreCube, exploreCube),
        .. Missing,
    ];

    private static IEnumerable<(OphidiaManual Manual, IOphidiaOperator Operator)> Missing
    {
        get
        {
            var esdm = new Refused("ESDM is a store that no Debian package brings, so it is not read or written here.", "Take NetCDF files: oph_importnc, oph_exportnc2.");
            return
            [
                (TransferManuals.ImportEsdm, esdm), (TransferManuals.ImportEsdm2, esdm), (TransferManuals.ConcatEsdm, esdm), (TransferManuals.ConcatEsdm2, esdm),
                (TransferManuals.ExportEsdm, esdm), (TransferManuals.ExportEsdm2, esdm),
                (TransferManuals.B2Drop, new Refused("B2DROP is not reached from here.", "Download the file and copy it with a WebDAV client.")),
            ];
        }
    }

    private sealed class Refused(string why, string help) : IOphidiaOperator
    {
        public Task<OphidiaAnswer> RunAsync(OphidiaCall call, CancellationToken cancellation) =>
            throw new Cubes.RefusalException("unsupported-operator", $"{call.Arguments.Operator}: {why}", help, Cubes.RefusalKind.Unsupported);
    }
}
