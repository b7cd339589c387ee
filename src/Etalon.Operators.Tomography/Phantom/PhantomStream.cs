namespace Etalon.Operators.Tomography;

/// <summary>Parts of the seed's random words, so that no two uses share one.</summary>
internal enum PhantomStream
{
    /// <summary>Where grains and pores are.</summary>
    Bodies = 1,

    /// <summary>The waves of the beam's profile.</summary>
    Beam,

    /// <summary>The gain of pixels.</summary>
    Gain,

    /// <summary>Dead pixels.</summary>
    Dead,

    /// <summary>Hot pixels.</summary>
    Hot,

    /// <summary>Where stripes are and how strong.</summary>
    Stripes,

    /// <summary>How stripes fluctuate.</summary>
    Fluctuation,

    /// <summary>Photons, large numbers; one stream for each kind of frame from here on.</summary>
    Photons = 16,

    /// <summary>Photons, small numbers.</summary>
    FewPhotons = 32,

    /// <summary>Noise of the read-out.</summary>
    ReadOut = 48,

    /// <summary>Zingers.</summary>
    Zingers = 64,
}
