using Etalon.Ophidia;

namespace Etalon.Server;

/// <summary>Operators that belong together: each with its manual.</summary>
internal interface IOphidiaFamily
{
    /// <summary>All of them.</summary>
    IEnumerable<(OphidiaManual Manual, IOphidiaOperator Operator)> Operators { get; }
}
