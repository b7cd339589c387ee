using System.Collections.Immutable;
using Etalon.Cubes;

namespace Etalon.Storage.Tests;

/// <summary>Cubes with everything a writer must keep, and how to write and compare them.</summary>
internal static unsafe class WrittenCubes
{
    public static readonly Axis Time = new("time", 5)
    {
        Unit = "days since 2001-01-01",
        Calendar = "noleap",
        Coordinates = new RegularCoordinates(15.5, 30, 5),
        Bounds = [0, 30, 30, 60, 60, 90, 90, 120, 120, 150],
        Attributes = AttributeSet.Empty.With("standard_name", "time"),
    };

    public static readonly Axis Lat = new("lat", 4)
    {
        Unit = "degrees_north",
        Coordinates = new ExplicitCoordinates([-45, -15, 15.5, 45]),
        Attributes = AttributeSet.Empty.With("standard_name", "latitude"),
    };

    public static readonly Axis Lon = new("lon", 6)
    {
        Unit = "degrees_east",
        Coordinates = new RegularCoordinates(0, 60, 6),
        Attributes = AttributeSet.Empty.With("standard_name", "longitude"),
    };

    public static readonly CubeInfo Tas = new("tas", [Time, Lat, Lon], SampleType.Float32)
    {
        Unit = "K",
        Attributes = AttributeSet.Empty.With("cell_methods", "time: mean").With("grid_mapping", "crs"),
    };

    public static readonly CubeInfo Count = new("count", [Lat, Lon], SampleType.Int16) { Missing = -1 };

    public static readonly CubeInfo ByStation = new(
        "by_station", [new Axis("station", 3) { Coordinates = new LabelCoordinates(["Hamburg", "Graz", "Ulm"]) }], SampleType.Float64);

    public static readonly CubeInfo Plain = new("plain", [new Axis("y", 7), new Axis("x", 9)], SampleType.UInt16);

    public static readonly CubeInfo Wave = new("wave", [new Axis("x", 3)], SampleType.Complex64);

    public static readonly AttributeSet Attributes = AttributeSet.Empty
        .With("title", "A written file").With("crs/grid_mapping_name", "latitude_longitude").With("entry/title", "Tooth");

    /// <summary>Sample i of a cube is i; the second of the count is missing, as is the third of the temperature.</summary>
    public static NativeBuffer Samples(CubeInfo cube)
    {
        var buffer = new NativeBuffer(cube.Bytes);
        for (var i = 0; i < cube.Samples; i++)
        {
            switch (cube.Type)
            {
                case SampleType.Int16: buffer.As<short>()[i] = (short)(i == 1 ? -1 : i); break;
                case SampleType.UInt16: buffer.As<ushort>()[i] = (ushort)i; break;
                case SampleType.Float32: buffer.As<float>()[i] = i == 2 ? float.NaN : i; break;
                case SampleType.Float64: buffer.As<double>()[i] = i; break;
                default: buffer.As<float>()[2 * i] = i; buffer.As<float>()[(2 * i) + 1] = -i; break;
            }
        }

        return buffer;
    }

    /// <summary>Writes cubes, chunk by chunk, chunks in a shuffled order by two threads.</summary>
    public static void Write(IDatasetWriter writer, ChunkCodec codec, params CubeInfo[] cubes)
    {
        var open = cubes.Select(cube =>
        {
            ImmutableArray<long> chunk = [.. cube.Shape.Select(length => (length + 1) / 2)];
            return writer.Add(cube, new CubeLayout(chunk, cube.Shape, codec));
        }).ToArray();
        using var pool = new BufferPool(64 << 20);
        foreach (var one in open)
        {
            using var samples = Samples(one.Cube);
            var whole = samples.Pointer;
            var order = Enumerable.Range(0, (int)one.Chunks.Count).Reverse();
            Parallel.ForEach(order, new ParallelOptions { MaxDegreeOfParallelism = 2 }, ordinal =>
            {
                var region = one.Chunks[ordinal];
                using var part = new NativeBuffer(region.Samples * one.Cube.Type.Bytes());
                BoxCopy.Run(region, whole, one.Cube.Whole, part.Pointer, region, one.Cube.Type.Bytes());
                one.Write(region, part.Pointer, pool, CancellationToken.None);
            });
            one.FinishShard(0);
            Assert.True(one.BytesWritten > 0);
        }

        writer.Complete(Attributes);
    }

    /// <summary>What a reader must see.</summary>
    public static double[] Expected(CubeInfo cube) => cube.Type switch
    {
        SampleType.Complex64 => [.. Enumerable.Range(0, (int)cube.Samples).SelectMany(i => new double[] { i, -i })],
        SampleType.Int16 => [.. Enumerable.Range(0, (int)cube.Samples).Select(i => i == 1 ? double.NaN : i)],
        SampleType.Float32 => [.. Enumerable.Range(0, (int)cube.Samples).Select(i => i == 2 ? double.NaN : i)],
        _ => [.. Enumerable.Range(0, (int)cube.Samples).Select(i => (double)i)],
    };

    /// <summary>A path in a fresh folder.</summary>
    public static string FreshPath(string name) => Path.Combine(Directory.CreateTempSubdirectory("etalon-written-").FullName, name);
}
