namespace Etalon.Operators.Tomography;

/// <summary>Which cube of a synthetic scan is made.</summary>
public enum PhantomOutput
{
    /// <summary>What the detector counts behind the sample: <c>projections(angle,y,x)</c>.</summary>
    Projections,

    /// <summary>What it counts in the open beam: <c>flats(flat,y,x)</c>.</summary>
    Flats,

    /// <summary>What it counts without beam: <c>darks(dark,y,x)</c>.</summary>
    Darks,

    /// <summary>The exact line integrals, as no detector sees them: <c>attenuation(angle,y,x)</c>.</summary>
    Attenuation,

    /// <summary>The sample itself, in 1/cm: <c>volume(y,row,column)</c>.</summary>
    Volume,
}
