using System.Collections.Immutable;
using Etalon.Cubes;

namespace Etalon.Operators.Tomography;

/// <summary>The flats and darks that go with projections: which ports bring them, and how they are grouped.</summary>
/// <param name="FlatsPort">The position of the flats among the inputs, or -1.</param>
/// <param name="Flats">Their groups, or null.</param>
/// <param name="DarksPort">The position of the darks among the inputs, or -1.</param>
/// <param name="Darks">Their groups, or null.</param>
internal sealed record NormaliseFrames(int FlatsPort, FrameGroups? Flats, int DarksPort, FrameGroups? Darks)
{
    /// <summary>The axis of flats.</summary>
    public const string FlatAxis = "flat";

    /// <summary>The axis of darks.</summary>
    public const string DarkAxis = "dark";

    /// <summary>How many groups there are.</summary>
    public int Groups => (Flats?.Count ?? 1) + (Darks?.Count ?? 1);

    /// <summary>Finds and checks the frames.</summary>
    /// <exception cref="RefusalException">Frames are missing without the user's consent, or do not fit.</exception>
    public static NormaliseFrames Of(Normalise.Parameters parameters, Inputs inputs)
    {
        var (flatsPort, flats) = Of(inputs, "flats", FlatAxis, parameters.Flats);
        var (darksPort, darks) = Of(inputs, "darks", DarkAxis, parameters.Darks);
        return new NormaliseFrames(flatsPort, flats, darksPort, darks);
    }

    /// <summary>The regions of the inputs that a region of transmission needs.</summary>
    public ImmutableArray<Region?> Demand(Inputs inputs, Region output)
    {
        var projections = inputs[0];
        var (angle, y) = (projections.IndexOf(ScanAxes.Angle), projections.IndexOf(ScanAxes.Y));
        var needs = new Region?[inputs.Count];
        needs[0] = output;
        Ask(FlatsPort, Flats, FlatAxis);
        Ask(DarksPort, Darks, DarkAxis);
        return [.. needs];

        void Ask(int port, FrameGroups? groups, string axis)
        {
            if (port >= 0)
            {
                var cube = inputs[port];
                var (start, length) = groups!.FramesFor(output.Start[angle], output.Length[angle]);
                needs[port] = cube.Whole.With(cube.IndexOf(axis), start, length).With(cube.IndexOf(ScanAxes.Y), output.Start[y], output.Length[y]);
            }
        }
    }

    /// <summary>What a user should know.</summary>
    public ImmutableArray<string> Notes(Normalise.Parameters parameters, Inputs inputs)
    {
        var notes = ImmutableArray.CreateBuilder<string>();
        Tell("flats", FlatsPort, Flats, parameters.Flats, "the projections are taken for counts of the full scale");
        Tell("darks", DarksPort, Darks, parameters.Darks, "the detector is taken to show 0 without beam");
        return notes.ToImmutable();

        void Tell(string what, int port, FrameGroups? groups, FrameUse use, string without)
        {
            if (port < 0)
            {
                notes.Add($"without {what}: {without}");
            }
            else if (use == FrameUse.Time && groups!.Count == 1 && inputs[port].Axes[inputs[port].IndexOf(what[..^1])].Coordinates is null)
            {
                notes.Add($"nobody says when the {what} were taken: they are averaged");
            }
        }
    }

    private static (int Port, FrameGroups? Groups) Of(Inputs inputs, string what, string axis, FrameUse use)
    {
        if (use == FrameUse.None)
        {
            return (-1, null);
        }

        for (var port = 1; port < inputs.Count; port++)
        {
            if (string.Equals(inputs.Ports[port].Name, what, StringComparison.Ordinal))
            {
                Check(inputs[0], inputs[port], what, axis);
                return (port, FrameGroups.Of(inputs[port], axis, use));
            }
        }

        throw new RefusalException(
            $"missing-{what}", $"The scan of '{inputs[0].Name}' has no {what}: nothing is connected to the input '{what}'.",
            $"Connect the cube of {what}, or say that there are none: {what}=none.");
    }

    private static void Check(CubeInfo projections, CubeInfo frames, string what, string axis)
    {
        Normalise.RefuseOtherTypes(frames);
        frames.IndexOf(axis);
        if (frames.Rank != 3 || !string.Equals(frames.Axes[^1].Name, ScanAxes.X, StringComparison.Ordinal))
        {
            throw new RefusalException(
                "wrong-axes", $"The {what} '{frames.Name}' have the axes {string.Join(", ", frames.Axes.Select(a => a.Name))}.",
                $"They need the axes {axis}, y, x, with x last; use transpose.");
        }

        foreach (var name in new[] { ScanAxes.Y, ScanAxes.X })
        {
            var (wanted, given) = (projections.Axes[projections.IndexOf(name)].Length, frames.Axes[frames.IndexOf(name)].Length);
            if (wanted != given)
            {
                throw new RefusalException(
                    "axis-mismatch", $"Axis '{name}' has {wanted} samples in the projections and {given} in the {what} '{frames.Name}'.",
                    "Take the same part of the detector for both (subset).");
            }
        }
    }
}
