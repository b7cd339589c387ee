using Etalon.Cubes;

namespace Etalon.Operators.Tomography;

/// <summary>What a sample bent becomes visible a way behind it; this turns it back into what the sample holds.</summary>
[Operator(
    "phase-retrieve", "1.0.0", "transmission(y,x) -> attenuation",
    Doc = "Paganin's phase retrieval: propagated intensity to the line integral of attenuation. Does the logarithm itself.")]
public sealed class PhaseRetrieve : IMapOperator<PhaseRetrieve.Parameters>
{
    /// <summary>What the user may choose.</summary>
    /// <param name="Energy">Of the photons.</param>
    /// <param name="Distance">From the sample to the detector.</param>
    /// <param name="DeltaBeta">What the material does to the phase by what it does to the amplitude.</param>
    /// <param name="Alpha">TomoPy's regulariser instead of delta/beta.</param>
    /// <param name="PixelSize">The size of a pixel in the sample.</param>
    /// <param name="Model">How propagation is described.</param>
    /// <param name="Floor">Less than this counts as this before the logarithm.</param>
    public sealed record Parameters(
        [Doc("energy of the photons"), Unit("keV"), Range(0.01, 10_000)] double Energy,
        [Doc("from the sample to the detector; for a cone beam z1 z2 / (z1 + z2)"), Unit("mm"), Range(0, 1e9)] double Distance,
        [Doc("delta / beta of the sample's only material"), Range(0, 1e9)] double DeltaBeta = 0,
        [Doc("instead of deltaBeta, a regulariser as TomoPy takes it: delta/beta = 1 / (4 pi^2 alpha)"), Range(0, 1e9)] double Alpha = 0,
        [Doc("size of a pixel in the sample; 0 takes it from the axis x"), Unit("um"), Range(0, 1e6)] double PixelSize = 0,
        [Doc("paganin, or generalised with the Laplacian of the pixel grid")] PhaseModel Model = PhaseModel.Paganin,
        [Doc("filtered transmission below this counts as this"), Range(1e-30, 1)] double Floor = 1e-6);

    /// <inheritdoc />
    public Description Describe(Parameters parameters, Inputs inputs)
    {
        var cube = inputs[0];
        Refuse(parameters, cube);
        var filter = Filter(parameters, cube);
        var image = cube.Axes[^2].Length * cube.Axes[^1].Length;
        return new Description(cube with
        {
            Name = "attenuation",
            Type = SampleType.Float32,
            Unit = "1",
            Attributes = cube.Attributes.Without("actual_range"),
        })
        {
            CoreAxes = [ScanAxes.Y, ScanAxes.X],
            Scratch = (_, _) => PhaseRetrieveKernel.Bytes(filter) + (image * sizeof(float)),
            NanosecondsPerSample = 12.0 * filter.Height * filter.Width / image,
            Notes =
            [
                "the logarithm is done: minus-log must not follow",
                string.Create(
                    System.Globalization.CultureInfo.InvariantCulture,
                    $"delta/beta {PhaseFilter.Ratio(parameters):G4}; edges continued by {filter.Padding} samples to {filter.Height} x {filter.Width}"),
            ],
        };
    }

    /// <inheritdoc />
    public IMapKernel Bind(Parameters parameters, Inputs inputs, Description description) =>
        new PhaseRetrieveKernel(inputs[0], Filter(parameters, inputs[0]), parameters.Floor);

    private static PhaseFilter Filter(Parameters parameters, CubeInfo cube) => PhaseFilter.Of(
        parameters, Tomography.PixelSize.Centimetres(cube, parameters.PixelSize) * 1e-2,
        checked((int)cube.Axes[^2].Length), checked((int)cube.Axes[^1].Length));

    private static void Refuse(Parameters parameters, CubeInfo cube)
    {
        if (cube.Type != SampleType.Float32)
        {
            throw new RefusalException(
                "wrong-sample-type", $"'{cube.Name}' holds {cube.Type.Name()}, which is no transmission.", "Normalise the projections first; transmission is float32.");
        }

        if (cube.Rank < 2 || !string.Equals(cube.Axes[^2].Name, ScanAxes.Y, StringComparison.Ordinal)
            || !string.Equals(cube.Axes[^1].Name, ScanAxes.X, StringComparison.Ordinal))
        {
            throw new RefusalException(
                "wrong-axes", $"'{cube.Name}' has the axes {string.Join(", ", cube.Axes.Select(axis => axis.Name))}.",
                "The last two axes must be y and x; use transpose.");
        }

        if (parameters.DeltaBeta > 0 == parameters.Alpha > 0)
        {
            throw new RefusalException(
                "bad-parameter", "Phase retrieval needs to know the material: either delta/beta or a regulariser.",
                "Give one of deltaBeta=… (some hundreds for light materials at 20 keV) and alpha=….");
        }
    }
}
