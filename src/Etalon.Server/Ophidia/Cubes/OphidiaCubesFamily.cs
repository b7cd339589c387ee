using Etalon.Ophidia;

namespace Etalon.Server;

/// <summary>The operators that make cubes of cubes, and the one that deletes them.</summary>
internal sealed class OphidiaCubesFamily(OphidiaKeeper keeper) : IOphidiaFamily
{
    /// <inheritdoc />
    public IEnumerable<(OphidiaManual Manual, IOphidiaOperator Operator)> Operators =>
    [
        .. CubeTranslations.All.Select(translation => (translation.Manual, (IOphidiaOperator)new TranslatedOperator(translation, keeper))),
        (CubeManuals.Delete, new DeleteCubes(keeper)),
    ];
}
