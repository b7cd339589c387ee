namespace Etalon.Operators.Tomography;

/// <summary>What stands beyond the ends of a projection's row.</summary>
public enum RowPadding
{
    /// <summary>Nothing: the sample is inside the field of view.</summary>
    Zero,

    /// <summary>The last samples go on: the sample reaches beyond the field of view.</summary>
    Edge,
}
