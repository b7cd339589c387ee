namespace Etalon.Operators.Tomography;

/// <summary>What stands on the turntable.</summary>
public enum PhantomObject
{
    /// <summary>A tube of grains, pores, a rod and a capillary; different in every slice.</summary>
    Sample,

    /// <summary>A large disc with a small denser one inside; the same in every slice.</summary>
    Discs,

    /// <summary>The ten ellipses of Shepp and Logan with Toft's contrasts; the same in every slice.</summary>
    SheppLogan,
}
