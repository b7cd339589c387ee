using Etalon.Cubes;

namespace Etalon.Operators.Tomography;

/// <summary>Takes the stripes out of sinograms that would become rings in slices.</summary>
[Operator("remove-stripes", "1.0.0", "cube(angle,x) -> cube", Doc = "Takes stripes out of sinograms, which would become rings in slices.")]
public sealed class RemoveStripes : IMapOperator<RemoveStripes.Parameters>
{
    /// <summary>What the user may choose.</summary>
    /// <param name="Method">How stripes are told from the sample.</param>
    /// <param name="Kind">What a stripe does to its column.</param>
    /// <param name="Snr">How far off a column must be to count as a stripe.</param>
    /// <param name="LargeSize">Columns of the windows of dead and large.</param>
    /// <param name="SmallSize">Columns of the window of sort.</param>
    /// <param name="Drop">Which part of a column's samples does not count for its scale.</param>
    /// <param name="Sigma">How wide the damping of wavelet is.</param>
    /// <param name="Levels">Levels of wavelet.</param>
    /// <param name="Alpha">How rough the offsets of titarenko may be.</param>
    /// <param name="Centre">Where the axis of rotation is.</param>
    public sealed record Parameters(
        [Doc("sharp: what has sharp edges that no sample has; all: dead, large and sort; or one method of its own")] StripeMethod Method = StripeMethod.Sharp,
        [Doc("whether stripes multiply (factor: transmission) or add (offset: attenuation); auto goes by the cube's name")] StripeKind Kind = StripeKind.Auto,
        [Doc("sharp, all, dead, large: a column counts as a stripe if it is so many times as far off as good columns are"), Range(1, 1000)] double Snr = 3,
        [Doc("sharp, all, dead, large: columns of the window; more than the widest stripe twice"), Range(3, 1001)] int LargeSize = 61,
        [Doc("all, sort: columns of the window"), Range(3, 1001)] int SmallSize = 21,
        [Doc("all, large: part of a column's darkest and brightest samples that does not count"), Range(0, 0.8)] double Drop = 0.1,
        [Doc("wavelet: damping width, in cycles per sinogram; more takes away more"), Range(0.01, 1000)] double Sigma = 2,
        [Doc("wavelet: levels of decomposition, more for wider stripes; 0 for four"), Range(0, 20)] int Levels = 0,
        [Doc("titarenko: how rough offsets may be; 0 goes by the data, more takes away less"), Range(0, 1e6)] double Alpha = 0,
        [Doc("sharp: the column of the axis of rotation; not needed where the projections say it, else opposite projections are compared")] double? Centre = null);

    /// <inheritdoc />
    public Description Describe(Parameters parameters, Inputs inputs)
    {
        var cube = inputs[0];
        if (cube.Type != SampleType.Float32)
        {
            throw new RefusalException(
                "wrong-sample-type", $"'{cube.Name}' holds {cube.Type.Name()}, stripes are removed from float32.", "Normalise the projections first, or cast them.");
        }

        var angles = Length(cube, ScanAxes.Angle);
        var columns = Length(cube, ScanAxes.X);
        return new Description(cube with { Attributes = cube.Attributes.Without("actual_range") })
        {
            CoreAxes = [ScanAxes.Angle, ScanAxes.X],
            Scratch = (_, _) => SinogramColumns.Bytes(angles, columns) + StripeFilter.Bytes(parameters, angles, columns),
            NanosecondsPerSample = parameters.Method == StripeMethod.Sharp ? 12 : 25,
        };
    }

    /// <inheritdoc />
    public IMapKernel Bind(Parameters parameters, Inputs inputs, Description description)
    {
        var cube = inputs[0];
        var (angles, columns) = (Length(cube, ScanAxes.Angle), Length(cube, ScanAxes.X));
        return new RemoveStripesKernel(cube, new SinogramColumns(angles, columns), StripeFilter.Of(parameters with { Kind = KindOf(parameters, cube) }, cube, angles, columns));
    }

    private static StripeKind KindOf(Parameters parameters, CubeInfo cube) =>
        parameters.Kind != StripeKind.Auto ? parameters.Kind
        : cube.Name.EndsWith("attenuation", StringComparison.Ordinal) ? StripeKind.Offset : StripeKind.Factor;

    /// <summary>Lengths whose products fit into memory fit into 24 bits each.</summary>
    private static int Length(CubeInfo cube, string name)
    {
        const long most = 1 << 24;
        var axis = cube.Axes[cube.IndexOf(name)];
        return axis.Length <= most
            ? (int)axis.Length
            : throw new RefusalException("too-long", $"Axis '{name}' of '{cube.Name}' has {axis.Length} samples; at most {most} are possible.");
    }
}
