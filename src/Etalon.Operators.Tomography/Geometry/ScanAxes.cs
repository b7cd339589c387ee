namespace Etalon.Operators.Tomography;

/// <summary>What the axes of scans and volumes are called.</summary>
internal static class ScanAxes
{
    /// <summary>The rotation; its coordinates are angles in degrees or radians.</summary>
    public const string Angle = "angle";

    /// <summary>Detector rows, along the axis of rotation; also the slices of a volume.</summary>
    public const string Y = "y";

    /// <summary>Detector columns, across the axis of rotation.</summary>
    public const string X = "x";

    /// <summary>Rows of a slice, from the top down.</summary>
    public const string Row = "row";

    /// <summary>Columns of a slice.</summary>
    public const string Column = "column";
}
