using Etalon.Ophidia;

namespace Etalon.Server;

/// <summary>The operators that bring data in, give it out or run programs.</summary>
internal sealed class OphidiaTransferFamily(IServiceProvider services) : IOphidiaFamily
{
    /// <inheritdoc />
    public IEnumerable<(OphidiaManual Manual, IOphidiaOperator Operator)> Operators
    {
        get
        {
            var (import, concat) = (services.GetRequiredService<ImportNetCdf>(), services.GetRequiredService<ConcatNetCdf>());
            return
            [
                (TransferManuals.ImportNetCdf, import),
                (TransferManuals.ImportNetCdf2, import),
                (TransferManuals.ImportNetCdfs, import),
                (TransferManuals.ImportFits, services.GetRequiredService<ImportFits>()),
                (TransferManuals.ConcatNetCdf, concat),
                (TransferManuals.ConcatNetCdf2, concat),
                (TransferManuals.ExportNetCdf, Export(isSingle: false)),
                (TransferManuals.ExportNetCdf2, Export(isSingle: true)),
                (TransferManuals.ExploreCube, services.GetRequiredService<ExploreCube>()),
                (TransferManuals.ExploreNetCdf, services.GetRequiredService<ExploreNetCdf>()),
                (TransferManuals.Publish, services.GetRequiredService<PublishCube>()),
                (TransferManuals.Unpublish, services.GetRequiredService<UnpublishCube>()),
                (TransferManuals.FileSystem, services.GetRequiredService<FileSystem>()),
                (TransferManuals.Script, Program(RunProgram.Script)),
                (TransferManuals.Generic, Program("")),
                (TransferManuals.Cdo, Program("cdo")),
                .. Missing,
            ];
        }
    }

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

    private ExportNetCdf Export(bool isSingle) => ActivatorUtilities.CreateInstance<ExportNetCdf>(services, isSingle);

    private RunProgram Program(string program) => ActivatorUtilities.CreateInstance<RunProgram>(services, program);

    private sealed class Refused(string why, string help) : IOphidiaOperator
    {
        public Task<OphidiaAnswer> RunAsync(OphidiaCall call, CancellationToken cancellation) =>
            throw new Cubes.RefusalException("unsupported-operator", $"{call.Arguments.Operator}: {why}", help, Cubes.RefusalKind.Unsupported);
    }
}
