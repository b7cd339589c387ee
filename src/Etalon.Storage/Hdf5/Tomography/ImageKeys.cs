using System.Globalization;
using Etalon.Cubes;

namespace Etalon.Storage;

/// <summary>Splits the frames of an NXtomo stack by their keys: 0 projection, 1 flat, 2 dark, 3 of no use.</summary>
/// <param name="Projections">Frames of the sample.</param>
/// <param name="Flats">Frames without the sample.</param>
/// <param name="Darks">Frames without beam.</param>
/// <param name="LeftOut">How many frames are of no use.</param>
internal sealed record ImageKeys(RoleFrames Projections, RoleFrames Flats, RoleFrames Darks, long LeftOut)
{
    private const int OfNoUse = 3;
    private const int Alignment = -1;

    /// <summary>Splits them.</summary>
    /// <param name="keys">One key per frame.</param>
    /// <param name="control">
    /// A second list that some beamlines write: -1 marks frames that were taken to see whether the sample moved, of key 0 themselves.
    /// </param>
    /// <param name="source">What the file calls the keys.</param>
    /// <exception cref="RefusalException">A key has no meaning.</exception>
    public static ImageKeys Split(double[] keys, double[]? control, string source)
    {
        var roles = new Dictionary<int, (List<long> Frames, List<double> Times)> { [0] = ([], []), [1] = ([], []), [2] = ([], []) };
        var leftOut = 0L;
        for (var frame = 0; frame < keys.Length; frame++)
        {
            var key = control is not null && control[frame] == Alignment ? OfNoUse : keys[frame];
            if (key == OfNoUse)
            {
                leftOut++;
            }
            else if (key is 0 or 1 or 2)
            {
                var (frames, times) = roles[(int)key];
                times.Add(roles[0].Frames.Count - 0.5);
                frames.Add(frame);
            }
            else
            {
                throw new RefusalException(
                    "bad-image-key",
                    string.Create(CultureInfo.InvariantCulture, $"'{source}' says {key} of frame {frame}; known are 0 (projection), 1 (flat), 2 (dark) and 3 (of no use)."),
                    "Correct the key in the file.");
            }
        }

        return new ImageKeys(Of(0), Of(1), Of(2), leftOut);

        RoleFrames Of(int key) => new([.. roles[key].Frames], [.. roles[key].Times]);
    }
}
