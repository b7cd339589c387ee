namespace Etalon.Storage;

/// <summary>What the cubes and axes of a tomography scan are called, whatever file it came from.</summary>
internal static class ScanNames
{
    /// <summary>Frames of the sample.</summary>
    public const string Projections = "projections";

    /// <summary>Frames with the beam and without the sample.</summary>
    public const string Flats = "flats";

    /// <summary>Frames without beam.</summary>
    public const string Darks = "darks";

    /// <summary>The rotation.</summary>
    public const string Angle = "angle";

    /// <summary>Detector rows.</summary>
    public const string Y = "y";

    /// <summary>Detector columns.</summary>
    public const string X = "x";

    /// <summary>The axis along which frames of a role lie.</summary>
    public static string AxisOf(string cube) => cube switch
    {
        Projections => Angle,
        Flats => "flat",
        _ => "dark",
    };
}
