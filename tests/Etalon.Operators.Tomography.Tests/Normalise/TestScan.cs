using Etalon.Cubes;
using Etalon.Operators.Datacubes.Tests;

namespace Etalon.Operators.Tomography.Tests;

/// <summary>A small scan with everything that real ones have: uneven beam, offsets, drift, dead and hot pixels.</summary>
internal static class TestScan
{
    /// <summary>Counts along the axes given; a pixel's sensitivity depends on x and y only.</summary>
    public static MemoryCube Counts(string name, SampleType type, string axis, long frames, long rows, long columns, Func<long, long, long, double> count)
    {
        var info = new CubeInfo(name, [new Axis(axis, frames), new Axis("y", rows), new Axis("x", columns)], type);
        var cube = MemoryCube.Empty(info, info.Whole, 0);
        for (var i = 0; i < info.Samples; i++)
        {
            var value = count(i / (rows * columns), i / columns % rows, i % columns);
            switch (type)
            {
                case SampleType.UInt8:
                    cube.As<byte>()[i] = (byte)value;
                    break;
                case SampleType.UInt16:
                    cube.As<ushort>()[i] = (ushort)value;
                    break;
                case SampleType.UInt32:
                    cube.As<uint>()[i] = (uint)value;
                    break;
                default:
                    cube.As<float>()[i] = (float)value;
                    break;
            }
        }

        return cube;
    }

    /// <summary>The same cube with coordinates along an axis.</summary>
    public static MemoryCube At(MemoryCube cube, string axis, params double[] coordinates)
    {
        var placed = cube.Info.With(cube.Info.Axes[cube.Info.IndexOf(axis)] with { Coordinates = new ExplicitCoordinates([.. coordinates]) });
        var copy = MemoryCube.Empty(placed, placed.Whole, 0);
        cube.Bytes.CopyTo(copy.Bytes);
        return copy;
    }
}
