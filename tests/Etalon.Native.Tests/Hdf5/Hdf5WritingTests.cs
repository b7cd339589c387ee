namespace Etalon.Native.Tests;

public sealed unsafe class Hdf5WritingTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void H5py_reads_attributes_groups_and_texts_written_here()
    {
        using (var file = Hdf5File.Create(_folder["a.h5"]))
        {
            using var entry = file.Root.CreateGroup("entry");
            entry.Attributes.Write("NX_class", "NXentry");
            entry.Attributes.WriteFixed("fixed", "Å");
            entry.Attributes.Write("axes", (string[])["y", "x"]);
            entry.Attributes.Write("scale", 2.5);
            entry.Attributes.Write("shape", [2L, 3L]);
            entry.Attributes.Write("on", true);
            entry.Attributes.Write("scale", 3.5);
            entry.WriteText("title", "Übersicht");
            entry.WriteTexts("names", ["a", "bb"]);
            entry.LinkSoft("alias", "/entry/title");
            entry.LinkExternal("out", "b.h5", "/x");
            file.Close();
        }

        var seen = Python.Run(_folder, """
            with h5py.File('a.h5') as f:
                g = f['entry']; a = g.attrs
                print(a['NX_class'], a['fixed'].decode() if isinstance(a['fixed'], bytes) else a['fixed'], list(a['axes']), a['scale'], list(a['shape']), a['on'], type(a['on']).__name__)
                print(g['title'][()].decode(), [s.decode() for s in g['names']], list(g), g['alias'][()].decode(), g.get('out', getlink=True).filename)
            """);

        Assert.Equal(
            "NXentry Å ['y', 'x'] 3.5 [2, 3] True bool_\n"
            + "Übersicht ['a', 'bb'] ['title', 'names', 'alias', 'out'] Übersicht b.h5",
            seen);
    }

    [Fact]
    public void A_chunk_stored_raw_is_decoded_by_h5py()
    {
        var samples = Enumerable.Range(0, 64).Select(i => (ushort)(i * i)).ToArray();
        using (var file = Hdf5File.Create(_folder["a.h5"], new Hdf5CreateOptions { NewestFormat = true }))
        {
            using var dataset = file.Root.CreateDataset("d", new Hdf5DatasetSpec(NumberType.UInt16, [2, 64])
            {
                ChunkShape = [1, 64],
                MaximumShape = [-1, 64],
                Filters = [Hdf5Filter.Blosc(5, BloscShuffle.Bits)],
                SkipFilling = true,
            });
            var raw = new byte[Blosc.Bound(128)];
            var bytes = Blosc.Compress(System.Runtime.InteropServices.MemoryMarshal.AsBytes<ushort>(samples), raw, "lz4", 5, BloscShuffle.Bits, 2);
            fixed (byte* encoded = raw)
            {
                dataset.WriteChunk([0, 0], encoded, bytes);
            }

            fixed (ushort* plain = samples)
            {
                dataset.WriteChunk([1, 0], plain, 128, skippedFilters: 1);
            }

            file.Close();
        }

        var seen = Python.Run(_folder, """
            with h5py.File('a.h5') as f: print(np.array_equal(f['d'][0], np.arange(64)**2), np.array_equal(f['d'][1], np.arange(64)**2))
            """);

        Assert.Equal("True True", seen);
    }

    [Fact]
    public void Room_taken_early_can_be_filled_without_the_library()
    {
        using (var file = Hdf5File.Create(_folder["a.h5"], new Hdf5CreateOptions { AlignFrom = 4096, Alignment = 4096 }))
        {
            using var dataset = file.Root.CreateDataset(
                "d", new Hdf5DatasetSpec(NumberType.Float64, [1000]) { AllocateEarly = true, SkipFilling = true });
            var offset = dataset.FileOffset!.Value;
            Assert.Equal(0, offset % 4096);
            file.Close();
            using var raw = File.OpenHandle(_folder["a.h5"], FileMode.Open, FileAccess.Write);
            var samples = Enumerable.Range(0, 1000).Select(i => (double)i).ToArray();
            RandomAccess.Write(raw, System.Runtime.InteropServices.MemoryMarshal.AsBytes<double>(samples), offset);
        }

        Assert.Equal("499500.0", Python.Run(_folder, "print(h5py.File('a.h5')['d'][()].sum())"));
    }

    [Fact]
    public void Dimension_scales_written_here_are_seen_by_h5py_and_the_other_way_round()
    {
        using (var file = Hdf5File.Create(_folder["a.h5"]))
        {
            using var x = file.Root.CreateDataset("x", new Hdf5DatasetSpec(NumberType.Float64, [3]));
            using var d = file.Root.CreateDataset("d", new Hdf5DatasetSpec(NumberType.Float32, [2, 3]) { Fill = BitConverter.GetBytes(-1f) });
            x.MakeScale("x");
            d.AttachScale(1, x);
            d.LabelAxis(0, "time");
            Assert.Equal([0, 1], d.ScalesByAxis().Select(scales => scales.Count));
            Assert.Equal(x.Reference, d.ScalesByAxis()[1][0]);
            Assert.True(x.IsScale());
            Assert.Equal("time", d.AxisLabel(0));
        }

        var seen = Python.Run(_folder, """
            with h5py.File('a.h5') as f: d = f['d']; print(d.dims[0].label, d.dims[1][0].name, h5py.h5ds.is_scale(f['x'].id), d[0, 0], d.fillvalue)
            """);

        Assert.Equal("time /x True -1.0 -1.0", seen);
    }

    [Fact]
    public void Complex_and_boolean_datasets_have_h5pys_types()
    {
        using (var file = Hdf5File.Create(_folder["a.h5"]))
        {
            using var z = file.Root.CreateDataset("z", new Hdf5DatasetSpec(NumberType.Complex64, [2]));
            using var b = file.Root.CreateDataset("b", new Hdf5DatasetSpec(NumberType.Int8, [3]) { IsBoolean = true });
            var parts = (float[])[1, 2, 3, 4];
            var bits = (sbyte[])[1, 0, 1];
            fixed (float* first = parts)
            {
                z.Write([0], [2], NumberType.Complex64, first, 16);
            }

            fixed (sbyte* first = bits)
            {
                b.Write([0], [3], NumberType.Int8, first, 3);
            }
        }

        Assert.Equal(
            "complex64 [(1+2j), (3+4j)] bool [True, False, True]",
            Python.Run(_folder, "f = h5py.File('a.h5'); print(f['z'].dtype, f['z'][()].tolist(), f['b'].dtype, f['b'][()].tolist())"));
    }

    [Fact]
    public void A_filter_that_is_nowhere_is_refused_by_name()
    {
        using var file = Hdf5File.Create(_folder["a.h5"]);

        var refusal = Assert.Throws<NativeException>(() => file.Root.CreateDataset(
            "d", new Hdf5DatasetSpec(NumberType.Int8, [4]) { ChunkShape = [4], Filters = [new(Hdf5Filter.ZstdId, [3])] }));

        Assert.Contains("zstd", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_existing_file_is_only_replaced_where_that_is_asked()
    {
        Hdf5File.Create(_folder["a.h5"]).Close();

        Assert.Throws<NativeException>(() => Hdf5File.Create(_folder["a.h5"]));
        Hdf5File.Create(_folder["a.h5"], new Hdf5CreateOptions { Overwrite = true }).Close();
    }
}
