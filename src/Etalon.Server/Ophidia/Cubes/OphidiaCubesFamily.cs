using Etalon.Ophidia;

namespace Etalon.Server;

/// <summary>The operators that make cubes of cubes, or of chance, and the one that deletes them.</summary>
internal sealed class OphidiaCubesFamily(OphidiaKeeper keeper, OphidiaContainers containers) : IOphidiaFamily
{
    /// <inheritdoc />
    public IEnumerable<(OphidiaManual Manual, IOphidiaOperator Operator)> Operators =>
    [
        .. CubeTranslations.All.Select(translation => (translation.Manual, (IOphidiaOperator)new TranslatedOperator(translation, keeper))),
        (CubeManuals.RandCube, new MakeRandomCube(keeper, containers)),
        (CubeManuals.RandCube2, new MakeRandomCube(keeper, containers)),
        (CubeManuals.Delete, new DeleteCubes(keeper)),
    ];
}
