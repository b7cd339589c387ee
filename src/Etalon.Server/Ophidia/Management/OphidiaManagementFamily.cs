using Etalon.Ophidia;

namespace Etalon.Server;

/// <summary>The operators that look after sessions, jobs and the server. They answer at once and are no jobs themselves.</summary>
internal sealed class OphidiaManagementFamily : IOphidiaFamily
{
    /// <inheritdoc />
    public IEnumerable<(OphidiaManual Manual, IOphidiaOperator Operator)> Operators =>
    [
        (ManagementManuals.GetConfig, new GetConfig()),
    ];
}
