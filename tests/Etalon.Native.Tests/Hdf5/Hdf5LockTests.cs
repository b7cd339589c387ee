namespace Etalon.Native.Tests;

public sealed unsafe class Hdf5LockTests : IDisposable
{
    private const int Chunks = 64;
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Four_threads_read_two_files_through_both_libraries_at_once()
    {
        Python.Run(_folder, $$"""
            import netCDF4
            for k in range(2):
                with h5py.File(f'{k}.h5', 'w', libver='latest') as f:
                    f.create_dataset('d', data=np.arange({{Chunks}} * 256, dtype='u4').reshape({{Chunks}}, 256) + k, chunks=(1, 256))
            f = netCDF4.Dataset('a.nc', 'w'); f.createDimension('x', 1000)
            f.createVariable('v', 'f8', ('x',), zlib=True)[:] = np.arange(1000.0); f.close()
            """);
        var wrong = 0;

        Parallel.For(0, 4, new ParallelOptions { MaxDegreeOfParallelism = 4 }, worker =>
        {
            for (var round = 0; round < 10; round++)
            {
                var bad = worker == 3 ? WrongInNetCdf() : WrongInHdf5(worker % 2);
                Interlocked.Add(ref wrong, bad);
            }
        });

        Assert.Equal(0, wrong);
    }

    [Fact]
    public void Objects_dropped_without_disposing_are_given_back_while_others_work()
    {
        Python.Run(_folder, "h5py.File('a.h5', 'w').create_dataset('d', data=np.arange(10.0))");
        using var file = Hdf5File.Open(_folder["a.h5"]);

        for (var i = 0; i < 2000; i++)
        {
            _ = file.OpenDataset("d").Attributes.Names();
            if (i % 500 == 0)
            {
#pragma warning disable S1215 // the finalizer thread is what is tested
                GC.Collect();
#pragma warning restore S1215
            }
        }

        Assert.Equal(45, file.OpenDataset("d").ReadAll().Numbers().Sum());
    }

    [Fact]
    public void Nothing_is_read_after_the_file_is_closed()
    {
        Python.Run(_folder, "h5py.File('a.h5', 'w').create_dataset('d', data=np.arange(10.0))");
        var file = Hdf5File.Open(_folder["a.h5"]);
        var dataset = file.OpenDataset("d");

        file.Dispose();

        Assert.Throws<NativeException>(() => dataset.ReadAll());
        Assert.Throws<ObjectDisposedException>(() => file.Open("d"));
        dataset.Dispose();
    }

    private int WrongInHdf5(int which)
    {
        using var file = Hdf5File.Open(_folder[$"{which}.h5"]);
        using var dataset = file.OpenDataset("d");
        var samples = stackalloc uint[256];
        var wrong = 0;
        for (var chunk = 0; chunk < Chunks; chunk++)
        {
            dataset.ReadChunk([chunk, 0], samples, 1024);
            wrong += samples[255] == (chunk * 256) + 255 + which ? 0 : 1;
        }

        return wrong;
    }

    private int WrongInNetCdf()
    {
        using var file = NetCdfFile.Open(_folder["a.nc"]);
        var samples = stackalloc double[1000];
        file.Root.FindVariable("v")!.Read([0], [1000], NumberType.Float64, samples, 8000);
        return samples[999] == 999 ? 0 : 1;
    }
}
