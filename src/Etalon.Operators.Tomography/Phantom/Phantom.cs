using System.Collections.Immutable;
using Etalon.Cubes;

namespace Etalon.Operators.Tomography;

/// <summary>A synthetic scan whose volume is known: ellipses, their exact projections, and everything that spoils a real scan.</summary>
/// <remarks>
/// One cube of the scan at a time (<see cref="Parameters.What"/>): the cubes have different lengths along different axes, so that one
/// region of projections belongs to no region of flats or of the volume, and most users want three of the five.
/// </remarks>
[Operator("phantom", "1.0.0", " -> cube", Doc = "Makes a synthetic parallel-beam scan, cube by cube: projections, flats, darks, exact attenuation, volume.")]
public sealed class Phantom : ISource<Phantom.Parameters>
{
    /// <summary>What the user may choose. Everything that spoils a scan is off unless asked for.</summary>
    public sealed record Parameters(
        [Doc("the cube to make: projections, flats, darks, attenuation or volume")] PhantomOutput What = PhantomOutput.Projections,
        [Doc("what is scanned: sample (differs from slice to slice), discs or shepp-logan")] PhantomObject Object = PhantomObject.Sample,
        [Doc("columns of the detector"), Range(1, 65536)] int Width = 512,
        [Doc("rows of the detector"), Range(1, 65536)] int Rows = 64,
        [Doc("projections"), Range(1, 1_000_000)] int Angles = 360,
        [Doc("the range of the angles: 180 or 360 degrees, or any other"), Unit("degree"), Range(1e-3, 36000)] double Range = 180,
        [Doc("whether the last projection is at the end of the range; otherwise one step before")] bool Endpoint = false,
        [Doc("how far the axis of rotation is to the right of the detector's middle (width - 1) / 2"), Unit("px"), Range(-65536, 65536)] double CentreOffset = 0,
        [Doc("the size of a pixel in the sample"), Unit("um"), Range(1e-6, 1e6)] double PixelSize = 10,
        [Doc("pixels across the field that the object fills, and rows and columns of the volume; 0 for the width. A half acquisition has a field wider than the detector"), Range(0, 131072)] int Field = 0,
        [Doc("linear attenuation of density 1; 0 for e^-2 through a field full of it"), Unit("cm-1"), Range(0, 1e9)] double Attenuation = 0,
        [Doc("uint16 or float32; attenuation and volume are always float32")] SampleType Type = SampleType.UInt16,
        [Doc("counts of the open beam above the dark level"), Unit("count"), Range(1e-6, 1e12)] double Counts = 40000,
        [Doc("photons behind these counts, per pixel; 0 for no noise"), Unit("count"), Range(0, 1e12)] double Photons = 0,
        [Doc("counts without beam"), Unit("count"), Range(0, 1e12)] double Dark = 100,
        [Doc("standard deviation of the read-out's noise"), Unit("count"), Range(0, 1e12)] double DarkNoise = 0,
        [Doc("frames of open beam before the first projection"), Range(0, 100_000)] int FlatsBefore = 10,
        [Doc("frames of open beam after the last projection"), Range(0, 100_000)] int FlatsAfter = 10,
        [Doc("frames without beam before the first projection"), Range(0, 100_000)] int DarksBefore = 10,
        [Doc("frames without beam after the last projection"), Range(0, 100_000)] int DarksAfter = 0,
        [Doc("how much darker the detector's corners are than its middle"), Range(0, 0.95)] double Vignetting = 0,
        [Doc("relative standard deviation of the pixels' gain, which flats show"), Range(0, 0.25)] double PixelGain = 0,
        [Doc("relative standard deviation of the horizontal bands of the beam"), Range(0, 0.25)] double BeamBands = 0,
        [Doc("how far the bands move down during the scan"), Unit("px"), Range(-65536, 65536)] double BeamMotion = 0,
        [Doc("relative change of the beam's intensity during the scan"), Range(-0.95, 10)] double Drift = 0,
        [Doc("zingers per frame"), Range(0, 1e6)] double Zingers = 0,
        [Doc("pixels that see nothing"), Range(0, 1e6)] double DeadPixels = 0,
        [Doc("pixels that always count too much"), Range(0, 1e6)] double HotPixels = 0,
        [Doc("faults of columns that flats do not show: full, partial, wide, fluctuating")] ImmutableArray<PhantomStripe> Stripes = default,
        [Doc("stripes of every kind in each 24 rows"), Range(1, 64)] int StripeCount = 3,
        [Doc("relative strength of stripes: half to one and a half of it, up or down"), Range(0, 0.6)] double StripeStrength = 0.05,
        [Doc("the same seed gives the same scan")] long Seed = 1);

    /// <inheritdoc />
    public Description Describe(Parameters parameters, Inputs inputs)
    {
        var scan = PhantomScan.Of(parameters);
        return new Description(PhantomCubes.Make(scan))
        {
            Scratch = (_, _) => scan.ScratchBytes,
            NanosecondsPerSample = scan.NanosecondsPerSample,
        };
    }

    /// <inheritdoc />
    public IMapKernel Bind(Parameters parameters, Description description)
    {
        var scan = PhantomScan.Of(parameters);
        return (parameters.What, description.Outputs[0].Type) switch
        {
            (PhantomOutput.Attenuation, _) => new PhantomAttenuationKernel(scan),
            (PhantomOutput.Volume, _) => new PhantomVolumeKernel(scan),
            (_, SampleType.UInt16) => new PhantomFrameKernel<ushort>(scan),
            _ => new PhantomFrameKernel<float>(scan),
        };
    }
}
