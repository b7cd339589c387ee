namespace Etalon.Operators.Datacubes;

/// <summary>What a reduction of an array computes.</summary>
internal enum ArrayReduction
{
    Count,
    Max,
    Min,
    Avg,
    Sum,
    Std,
    Var,
    CMoment,
    AcMoment,
    RMoment,
    ArMoment,
    Quantile,
    ArgMax,
    ArgMin,
}
