namespace Etalon.Native;

/// <summary>How numbers of all ranks become one.</summary>
public enum MpiReduction
{
    /// <summary>They are added. The order is the library's: doubles may differ in the last bits from run to run.</summary>
    Sum,

    /// <summary>The largest.</summary>
    Max,

    /// <summary>The smallest.</summary>
    Min,
}
