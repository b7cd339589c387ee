using System.Collections.Immutable;
using System.Globalization;
using Etalon.Cubes;

namespace Etalon.Operators.Tomography;

/// <summary>Checked parameters of a synthetic scan and what follows from them.</summary>
internal sealed record PhantomScan(Phantom.Parameters Parameters)
{
    /// <summary>Columns of the detector.</summary>
    public int Columns => Parameters.Width;

    /// <summary>Rows of the detector.</summary>
    public int Rows => Parameters.Rows;

    /// <summary>Pixels across the field.</summary>
    public int Field => Parameters.Field > 0 ? Parameters.Field : Parameters.Width;

    /// <summary>The column of the axis of rotation.</summary>
    public double Centre => ((Columns - 1) / 2.0) + Parameters.CentreOffset;

    /// <summary>The pitch of pixels.</summary>
    public double PixelCentimetres => Parameters.PixelSize * 1e-4;

    /// <summary>1/cm of density 1.</summary>
    public double Attenuation => Parameters.Attenuation > 0 ? Parameters.Attenuation : 2 / (Field * PixelCentimetres);

    /// <summary>Degrees between projections.</summary>
    public double Step => Parameters.Angles == 1 ? 0 : Parameters.Range / (Parameters.Endpoint ? Parameters.Angles - 1 : Parameters.Angles);

    /// <summary>Frames of the cube that is made.</summary>
    public int Frames => Parameters.What switch
    {
        PhantomOutput.Flats => Parameters.FlatsBefore + Parameters.FlatsAfter,
        PhantomOutput.Darks => Parameters.DarksBefore + Parameters.DarksAfter,
        _ => Parameters.Angles,
    };

    /// <summary>What a worker holds: rows, and the bodies with their ellipses.</summary>
    public long ScratchBytes => (6 * sizeof(double) * (Math.Max(Columns, Field) + 256L)) + (2 * SeededWords.Bytes) + (16L * Parameters.Angles)
        + (Parameters.Object == PhantomObject.Sample ? SampleBodies.MostBodies * 400L : 0);

    /// <summary>Measured at 2048 columns: 1.1 ns for the discs, 2.5 for the others, frames 0.8 more, photons and read-out noise 2.7 each; a voxel 6.5.</summary>
    public double NanosecondsPerSample
    {
        get
        {
            var ellipses = Parameters.Object == PhantomObject.Discs ? 1.1 : 2.5;
            var noise = (Parameters.Photons > 0 ? 2.7 : 0) + (Parameters.DarkNoise > 0 ? 2.7 : 0);
            return Parameters.What switch
            {
                PhantomOutput.Volume => 6.5,
                PhantomOutput.Attenuation => ellipses,
                PhantomOutput.Projections => ellipses + 0.8 + noise,
                _ => 0.8 + noise,
            };
        }
    }

    /// <summary>Checks parameters.</summary>
    /// <exception cref="RefusalException">They contradict each other.</exception>
    public static PhantomScan Of(Phantom.Parameters parameters)
    {
        var scan = new PhantomScan(parameters);
        RefuseStrangeNumbers(parameters);
        if (parameters.Type is not (SampleType.UInt16 or SampleType.Float32))
        {
            throw Bad($"frames cannot be {parameters.Type.Name()}", "Use type=uint16 as detectors do, or type=float32.");
        }

        if (scan.Frames == 0)
        {
            throw Bad($"a cube of no {(parameters.What == PhantomOutput.Flats ? "flats" : "darks")} cannot be made", "Ask for one frame at least, or leave the cube out.");
        }

        if (parameters.Endpoint && parameters.Angles == 1)
        {
            throw Bad("one projection cannot be at both ends of the range", "Use endpoint=false or more angles.");
        }

        var brightest = parameters.Dark + parameters.Counts;
        if (parameters.Type == SampleType.UInt16 && brightest > ushort.MaxValue)
        {
            throw Bad(
                string.Create(CultureInfo.InvariantCulture, $"dark + counts = {brightest:R} is more than uint16 holds"),
                "Choose fewer counts (up to 65535 together), or type=float32.");
        }

        RefuseTooMany(scan);
        return scan;
    }

    /// <summary>The time of a frame: 0 before the first projection, 1 after the last.</summary>
    public double Time(long frame) => Parameters.What switch
    {
        PhantomOutput.Flats => frame < Parameters.FlatsBefore ? 0 : 1,
        PhantomOutput.Darks => frame < Parameters.DarksBefore ? 0 : 1,
        _ => (frame + 0.5) / Parameters.Angles,
    };

    /// <summary>The height of a row above the middle of all rows, as a fraction of the field's width.</summary>
    public double Height(long row) => (((Rows - 1) / 2.0) - row) / Field;

    /// <summary>The bodies of the object.</summary>
    public ImmutableArray<PhantomBody> Bodies() => PhantomBodies.Of(Parameters.Object, (double)Rows / Field, Parameters.Seed);

    private static void RefuseTooMany(PhantomScan scan)
    {
        var samples = scan.Parameters.What == PhantomOutput.Volume
            ? (Int128)scan.Rows * scan.Field * scan.Field
            : (Int128)scan.Frames * scan.Rows * scan.Columns;
        if (samples > 1L << 50)
        {
            throw new RefusalException("too-large", $"A cube of {samples} samples is more than can be stored.", "Choose fewer angles, rows or columns.", RefusalKind.TooLarge);
        }
    }

    /// <summary>Programs that fill the record themselves pass by the limits that are checked when texts become parameters.</summary>
    private static void RefuseStrangeNumbers(Phantom.Parameters parameters)
    {
        if (parameters.Width < 1 || parameters.Rows < 1 || parameters.Angles < 1 || parameters.Field < 0 || parameters.StripeCount is < 1 or > 64
            || parameters.FlatsBefore < 0 || parameters.FlatsAfter < 0 || parameters.DarksBefore < 0 || parameters.DarksAfter < 0)
        {
            throw Bad("a scan needs at least one column, row and angle, and no negative number of frames", "Choose positive numbers; at most 64 stripes of a kind.");
        }

        double[] positive = [parameters.Range, parameters.PixelSize, parameters.Counts];
        double[] plain =
        [
            parameters.Attenuation, parameters.Photons, parameters.Dark, parameters.DarkNoise, parameters.Vignetting, parameters.PixelGain,
            parameters.BeamBands, parameters.Zingers, parameters.DeadPixels, parameters.HotPixels, parameters.StripeStrength,
        ];
        double[] signed = [parameters.CentreOffset, parameters.BeamMotion, parameters.Drift];
        if (Array.Exists(positive, number => !(number > 0 && double.IsFinite(number))) || Array.Exists(plain, number => !(number >= 0 && double.IsFinite(number)))
            || Array.Exists(signed, number => !double.IsFinite(number)))
        {
            throw Bad("a number of the scan is negative, zero or not finite where it cannot be", "Range, pixelSize and counts are positive; the others are zero or more.");
        }

        if (parameters.Vignetting >= 1 || parameters.PixelGain > 0.25 || parameters.BeamBands > 0.25 || parameters.Drift <= -1 || parameters.StripeStrength > 0.6)
        {
            throw Bad("the beam would be dark somewhere", "Keep vignetting below 1, pixelGain and beamBands up to 0.25, stripeStrength up to 0.6, drift above -1.");
        }
    }

    private static RefusalException Bad(string what, string help) => new("bad-parameter", $"{char.ToUpperInvariant(what[0])}{what[1..]}.", help);
}
