namespace Etalon.Native.Tests;

public sealed unsafe class NetCdfTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(NetCdfFormat.Classic, "NETCDF3_CLASSIC")]
    [InlineData(NetCdfFormat.Offset64, "NETCDF3_64BIT_OFFSET")]
    [InlineData(NetCdfFormat.Cdf5, "NETCDF3_64BIT_DATA")]
    [InlineData(NetCdfFormat.NetCdf4, "NETCDF4")]
    [InlineData(NetCdfFormat.NetCdf4Classic, "NETCDF4_CLASSIC")]
    public void What_is_written_here_netCDF4_python_reads(NetCdfFormat format, string name)
    {
        var samples = Enumerable.Range(0, 12).Select(i => i * 0.5f).ToArray();
        using (var file = NetCdfFile.Create(_folder["a.nc"], format))
        {
            var time = file.Root.DefineDimension("time", 0, unlimited: true);
            var x = file.Root.DefineDimension("x", 4);
            var variable = file.Root.DefineVariable("t", NetCdfType.Float32, time, x);
            Assert.Equal(BitConverter.GetBytes(9.969209968386869e36f), variable.Fill);
            variable.SetFill(BitConverter.GetBytes(-9f));
            Assert.Equal(BitConverter.GetBytes(-9f), variable.Fill);
            variable.Attributes.Write("units", "K");
            variable.Attributes.Write("valid_range", [0f, 9f]);
            file.Root.Attributes.Write("title", "tést");
            file.EndDefine();
            fixed (float* first = samples)
            {
                variable.Write([0, 0], [3, 4], NumberType.Float32, first, 48);
            }

            file.Close();
        }

        var seen = Python.Run(_folder, """
            import netCDF4
            f = netCDF4.Dataset('a.nc'); v = f['t']
            print(f.data_model, v.dimensions, v.shape, float(v[:].sum()), v.units, v.valid_range.tolist(), v._FillValue, f.title)
            """);

        Assert.Equal($"{name} ('time', 'x') (3, 4) 33.0 K [0.0, 9.0] -9.0 tést", seen);
    }

    [Theory]
    [InlineData("NETCDF3_64BIT_OFFSET", false)]
    [InlineData("NETCDF4", true)]
    public void What_netCDF4_python_writes_is_read_here(string format, bool isNetCdf4)
    {
        Python.Run(_folder, $$"""
            import netCDF4
            f = netCDF4.Dataset('a.nc', 'w', format='{{format}}')
            f.createDimension('y', 3); f.createDimension('x', 5); f.createDimension('n', None); f.createDimension('w', 6)
            v = f.createVariable('d', 'i2', ('y', 'x'), zlib={{isNetCdf4}}, complevel=3, chunksizes=(2, 5) if {{isNetCdf4}} else None)
            v[:] = np.arange(15).reshape(3, 5); v.scale_factor = 0.1; v.flags = np.array([1, 2, 4], 'i1'); v.text = 'ab'
            c = f.createVariable('station', 'S1', ('y', 'w')); c[:] = netCDF4.stringtochar(np.array(['one', 'two', 'three'], 'S6'))
            if {{isNetCdf4}}:
                g = f.createGroup('inner'); s = g.createVariable('s', str, ('y',)); s[:] = np.array(['ä', 'b', 'c'], dtype=object)
                g.u = np.uint64(2**63); g.list = ['p', 'q']
            f.close()
            """);
        using var file = NetCdfFile.Open(_folder["a.nc"]);
        var variable = file.Root.FindVariable("d")!;
        var box = new double[6];

        fixed (double* first = box)
        {
            variable.Read([1, 2], [2, 3], NumberType.Float64, first, 48);
        }

        Assert.Equal([7.0, 8, 9, 12, 13, 14], box);
        Assert.Equal([3, 5], variable.Shape);
        Assert.Equal(NetCdfType.Int16, variable.Type);
        Assert.Equal([0.1], variable.Attributes.Find("scale_factor")!.Numbers());
        Assert.Equal([(sbyte)1, (sbyte)2, (sbyte)4], (sbyte[])variable.Attributes.Find("flags")!.Values);
        Assert.Equal("ab", variable.Attributes.Find("text")!.Text);
        Assert.Equal(["one", "two", "three"], file.Root.FindVariable("station")!.ReadTexts());
        Assert.Contains(file.Root.Dimensions(), dimension => dimension is { Name: "n", IsUnlimited: true, Length: 0 });
        Assert.Equal(isNetCdf4 ? [2, 5] : [], variable.ChunkShape);
        Assert.Equal(isNetCdf4 ? 3 : 0, variable.DeflateLevel);
        if (isNetCdf4)
        {
            var inner = Assert.Single(file.Root.Groups());
            Assert.Equal("/inner", inner.Path);
            Assert.Equal(["ä", "b", "c"], inner.FindVariable("s")!.ReadTexts());
            Assert.Equal([1UL << 63], (ulong[])inner.Attributes.Find("u")!.Values);
            Assert.Equal(["p", "q"], (string[])inner.Attributes.Find("list")!.Values);
        }
    }

    [Fact]
    public void A_box_outside_or_a_value_out_of_range_is_refused()
    {
        Python.Run(_folder, """
            import netCDF4
            f = netCDF4.Dataset('a.nc', 'w'); f.createDimension('x', 3); f.createVariable('d', 'f8', ('x',))[:] = [1, 2, 1e30]; f.close()
            """);
        using var file = NetCdfFile.Open(_folder["a.nc"]);
        var variable = file.Root.FindVariable("d")!;
        var memory = new short[3];

        fixed (short* first = memory)
        {
            var pointer = first;
            Assert.Throws<NativeException>(() => variable.Read([1], [3], NumberType.Int16, pointer, 6));
            Assert.Throws<NativeException>(() => variable.Read([0], [3], NumberType.Int16, pointer, 6));
            variable.Read([0], [2], NumberType.Int16, pointer, 6);
        }

        Assert.Equal([1, 2], memory[..2].Select(value => (int)value));
    }

    [Theory]
    [InlineData("file://{0}#mode=zarr,file")]
    [InlineData("{0}#mode=zarr")]
    [InlineData("https://example.org/a.nc")]
    [InlineData("{0}")]
    public void Zarr_folders_and_addresses_are_refused(string pattern)
    {
        Directory.CreateDirectory(_folder["a.zarr"]);
        var path = string.Format(pattern, _folder["a.zarr"]);

        Assert.Throws<NativeException>(() => NetCdfFile.Open(path));
        Assert.Throws<NativeException>(() => NetCdfFile.Create(path, NetCdfFormat.NetCdf4));
        Assert.Empty(Directory.GetFileSystemEntries(_folder["a.zarr"]));
    }
}
