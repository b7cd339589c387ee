using System.Globalization;

namespace Etalon.Native.Tests;

public sealed unsafe class Hdf5ReadingTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Attributes_of_every_kind_written_by_h5py_are_read()
    {
        Python.Run(_folder, """
            with h5py.File('a.h5', 'w') as f:
                d = f.create_dataset('d', data=np.arange(3))
                a = f.attrs
                a['text'] = 'Ångström'
                a['fixed'] = np.bytes_('counts')
                a['texts'] = ['a', 'bc', '']
                a['fixed_texts'] = np.array([b'x ', b'yz'], dtype='S4')
                a['big'] = np.array([1.5, -2.5], dtype='>f8')
                a['i8'] = np.int8(-7)
                a['u64'] = np.uint64(2**64 - 1)
                a['half'] = np.float16(0.5)
                a['flag'] = True
                a['flags'] = np.array([True, False])
                a['complex'] = np.complex64(1 + 2j)
                a['matrix'] = np.arange(6, dtype='i4').reshape(2, 3)
                a['empty'] = h5py.Empty('f4')
                a['ref'] = d.ref
                a.create('colour', 1, dtype=h5py.enum_dtype({'RED': 0, 'GREEN': 1}, basetype='i2'))
                v = np.empty(2, dtype=object); v[0] = np.array([1, 2], dtype='i4'); v[1] = np.array([3], dtype='i4')
                a.create('ragged', v, dtype=h5py.vlen_dtype('i4'))
            """);

        using var file = Hdf5File.Open(_folder["a.h5"]);
        var a = file.Root.Attributes;

        Assert.Equal(16, a.Names().Count);
        Assert.Equal("Ångström", a.Read("text").Text);
        Assert.Equal("counts", a.Read("fixed").Text);
        Assert.Equal(["a", "bc", ""], (string[])a.Read("texts").Values);
        Assert.Equal(["x ", "yz"], (string[])a.Read("fixed_texts").Values);
        Assert.Equal([1.5, -2.5], a.Read("big").Numbers());
        Assert.Equal(Hdf5ByteOrder.Big, a.Read("big").Type.Order);
        Assert.Equal([(sbyte)-7], (sbyte[])a.Read("i8").Values);
        Assert.Equal([ulong.MaxValue], (ulong[])a.Read("u64").Values);
        Assert.Equal([0.5], a.Read("half").Numbers());
        Assert.False(a.Read("half").Type.IsPlain);
        Assert.Equal([true], (bool[])a.Read("flag").Values);
        Assert.Equal([true, false], (bool[])a.Read("flags").Values);
        Assert.Equal([1f, 2f], (float[])a.Read("complex").Values);
        Assert.Equal(NumberType.Complex64, a.Read("complex").Type.Number);
        Assert.Equal([2, 3], a.Read("matrix").Shape);
        Assert.Equal([0, 1, 2, 3, 4, 5], (int[])a.Read("matrix").Values);
        Assert.True(a.Read("empty").IsEmpty);
        Assert.Equal("/d", file.Open(((Hdf5Reference[])a.Read("ref").Values)[0]).Path);
        Assert.Equal([new("RED", 0), new("GREEN", 1)], a.Read("colour").Type.Names);
        Assert.Equal([1.0], a.Read("colour").Numbers());
        var ragged = (Array[])a.Read("ragged").Values;
        Assert.Equal([1, 2], (int[])ragged[0]);
        Assert.Equal([3], (int[])ragged[1]);
        Assert.Null(a.Find("nothing"));
    }

    [Fact]
    public void A_box_of_a_compressed_big_endian_dataset_is_converted()
    {
        var sum = Python.Run(_folder, """
            d = np.random.default_rng(1).integers(0, 60000, (50, 40)).astype('>u2')
            with h5py.File('a.h5', 'w') as f:
                f.create_dataset('g/d', data=d, chunks=(16, 16), compression='gzip', shuffle=True, fillvalue=7)
            print(d[5:45:2, 3:13].astype('i8').sum())
            """);

        using var file = Hdf5File.Open(_folder["a.h5"]);
        using var dataset = file.OpenDataset("g/d");
        var box = new float[20 * 10];
        fixed (float* first = box)
        {
            dataset.Read([5, 3], [20, 10], NumberType.Float32, first, box.Length * sizeof(float), [2, 1]);
        }

        Assert.Equal(double.Parse(sum, CultureInfo.InvariantCulture), box.Sum(value => (double)value));
        Assert.Equal([50, 40], dataset.Shape);
        Assert.Equal([16, 16], dataset.Creation.ChunkShape);
        Assert.Equal([Hdf5Filter.Shuffle with { Parameters = [2] }, Hdf5Filter.Deflate(4)], dataset.Creation.Filters.Select(f => f with { Optional = false }));
        Assert.True(dataset.Creation.HasFill);
        Assert.Equal([7, 0], dataset.Creation.Fill.ToArray());
        Assert.True(dataset.Type.IsPlain);
        Assert.Equal((NumberType.UInt16, Hdf5ByteOrder.Big), (dataset.Type.Number, dataset.Type.Order));
    }

    [Fact]
    public void A_box_outside_the_dataset_or_too_big_for_its_memory_is_refused()
    {
        Python.Run(_folder, "h5py.File('a.h5', 'w').create_dataset('d', data=np.arange(10.0))");
        using var file = Hdf5File.Open(_folder["a.h5"]);
        using var dataset = file.OpenDataset("d");
        var memory = new double[10];

        fixed (double* first = memory)
        {
            var pointer = first;
            Assert.Throws<NativeException>(() => dataset.Read([5], [6], NumberType.Float64, pointer, 80));
            Assert.Throws<NativeException>(() => dataset.Read([long.MaxValue], [2], NumberType.Float64, pointer, 80));
            Assert.Throws<NativeException>(() => dataset.Read([0], [10], NumberType.Float64, pointer, 79));
            Assert.Throws<NativeException>(() => dataset.Read([0, 0], [1, 1], NumberType.Float64, pointer, 80));
            dataset.Read([0], [10], NumberType.Float64, pointer, 80);
        }

        Assert.Equal(45, memory.Sum());
    }

    [Fact]
    public void A_contiguous_dataset_can_be_read_from_the_file_without_the_library()
    {
        Python.Run(_folder, "h5py.File('a.h5', 'w').create_dataset('d', data=np.arange(100, dtype='f4'))");
        using var file = Hdf5File.Open(_folder["a.h5"]);
        using var dataset = file.OpenDataset("d");
        var samples = new float[100];

        using (var raw = File.OpenHandle(_folder["a.h5"]))
        {
            RandomAccess.Read(raw, System.Runtime.InteropServices.MemoryMarshal.AsBytes(samples.AsSpan()), dataset.FileOffset!.Value);
        }

        Assert.Equal(Enumerable.Range(0, 100).Select(i => (float)i), samples);
    }

    [Fact]
    public void Raw_chunks_hold_what_h5py_reads_raw()
    {
        var expected = Python.Run(_folder, """
            with h5py.File('a.h5', 'w') as f:
                d = f.create_dataset('d', shape=(8, 8), chunks=(4, 4), dtype='u4', compression='gzip')
                d[0:4, 4:8] = np.arange(16).reshape(4, 4)
                mask, raw = d.id.read_direct_chunk((0, 4))
                print(mask, raw.hex())
            """);
        using var file = Hdf5File.Open(_folder["a.h5"]);
        using var dataset = file.OpenDataset("d");
        var bytes = new byte[dataset.ChunkBytes([0, 4])];

        Hdf5RawChunk chunk;
        fixed (byte* first = bytes)
        {
            var pointer = first;
            chunk = dataset.ReadChunk([0, 4], pointer, bytes.Length);
            Assert.Equal(default, dataset.ReadChunk([4, 0], pointer, bytes.Length));
            Assert.Throws<NativeException>(() => dataset.ReadChunk([0, 4], pointer, bytes.Length - 1));
            Assert.Throws<NativeException>(() => dataset.ReadChunk([1, 4], pointer, bytes.Length));
            Assert.Throws<NativeException>(() => dataset.ReadChunk([0, 8], pointer, bytes.Length));
        }

        Assert.Equal(expected, $"{chunk.SkippedFilters} {Convert.ToHexStringLower(bytes)}");
        Assert.Equal(0, dataset.ChunkBytes([4, 0]));
    }

    [Fact]
    public void Texts_complex_numbers_and_compounds_are_read_whole()
    {
        Python.Run(_folder, """
            with h5py.File('a.h5', 'w') as f:
                f['texts'] = ['one', 'zwei', 'trzy']
                f['z'] = np.array([1+2j, 3-4j])
                f['scalar'] = 2.5
                f['records'] = np.array([(1, 2.0)], dtype=[('a', 'i4'), ('b', 'f8')])
            """);
        using var file = Hdf5File.Open(_folder["a.h5"]);

        Assert.Equal(["one", "zwei", "trzy"], (string[])file.OpenDataset("texts").ReadAll().Values);
        Assert.Equal([new(1, 2), new(3, -4)], (System.Numerics.Complex[])file.OpenDataset("z").ReadAll().Values);
        Assert.Equal([2.5], file.OpenDataset("scalar").ReadAll().Numbers());
        var records = file.OpenDataset("records");
        Assert.Equal(["a:0", "b:4"], records.Type.Members.Select(member => $"{member.Name}:{member.Offset}"));
        Assert.Equal(12, records.ReadAll().Values.Length);
    }
}
