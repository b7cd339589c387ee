namespace Etalon.Operators.Datacubes;

/// <summary>How several cubes become one: sample by sample, or by folding axes where it says so.</summary>
public enum CombineMethod
{
    /// <summary>The first minus all others.</summary>
    Sub,

    /// <summary>The sum.</summary>
    Add,

    /// <summary>The product.</summary>
    Mul,

    /// <summary>The first divided by all others.</summary>
    Div,

    /// <summary>The mean of those that are not missing.</summary>
    Mean,

    /// <summary>The smallest of those that are not missing.</summary>
    Min,

    /// <summary>The largest of those that are not missing.</summary>
    Max,

    /// <summary>The absolute difference of two.</summary>
    Absdiff,

    /// <summary>The number of the cube that has the largest sample, counted from 0; of equal ones the first.</summary>
    Argmax,

    /// <summary>The number of the cube that has the smallest sample, counted from 0; of equal ones the first.</summary>
    Argmin,

    /// <summary>The first, where the second is not 0; missing elsewhere.</summary>
    Mask,

    /// <summary>The correlation (Pearson) of two along axes, from the samples where neither is missing.</summary>
    Corr,
}
