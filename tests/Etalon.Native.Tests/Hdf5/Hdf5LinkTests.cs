namespace Etalon.Native.Tests;

public sealed unsafe class Hdf5LinkTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Every_kind_of_link_is_reported_and_only_hard_ones_are_followed_unasked()
    {
        Python.Run(_folder, """
            with h5py.File('other.h5', 'w') as f: f['secret'] = np.arange(4)
            with h5py.File('a.h5', 'w') as f:
                f['g/d'] = np.arange(3)
                f['soft'] = h5py.SoftLink('/g/d')
                f['g/near'] = h5py.SoftLink('d')
                f['dangling'] = h5py.SoftLink('/nowhere')
                f['loop'] = h5py.SoftLink('/loop')
                f['out'] = h5py.ExternalLink('other.h5', '/secret')
                f['hop'] = h5py.SoftLink('/out')
            """);
        using var file = Hdf5File.Open(_folder["a.h5"]);

        Assert.Equal(
            [
                new Hdf5Link("dangling", Hdf5LinkKind.Soft, "/nowhere", ""),
                new Hdf5Link("g", Hdf5LinkKind.Hard, "", ""),
                new Hdf5Link("hop", Hdf5LinkKind.Soft, "/out", ""),
                new Hdf5Link("loop", Hdf5LinkKind.Soft, "/loop", ""),
                new Hdf5Link("out", Hdf5LinkKind.External, "/secret", "other.h5"),
                new Hdf5Link("soft", Hdf5LinkKind.Soft, "/g/d", ""),
            ],
            file.Root.Links());
        Assert.Throws<NativeException>(() => file.Open("soft"));
        Assert.Equal([0.0, 1, 2], file.OpenDataset("soft", followSoftLinks: true).ReadAll().Numbers());
        Assert.Equal([0.0, 1, 2], file.OpenDataset("/g/near", followSoftLinks: true).ReadAll().Numbers());
        foreach (var name in (string[])["out", "hop", "loop", "dangling", "nothing"])
        {
            Assert.Throws<NativeException>(() => file.Open(name, followSoftLinks: true));
        }
    }

    [Fact]
    public void A_virtual_dataset_tells_its_sources_and_is_not_read_unasked()
    {
        Python.Run(_folder, """
            for k in range(2):
                with h5py.File(f'part{k}.h5', 'w') as f: f['data'] = np.full((3, 4), k, dtype='i4')
            layout = h5py.VirtualLayout(shape=(6, 4), dtype='i4')
            for k in range(2): layout[3 * k:3 * k + 3] = h5py.VirtualSource(f'part{k}.h5', 'data', shape=(3, 4))
            with h5py.File('a.h5', 'w', libver='latest') as f: f.create_virtual_dataset('v', layout)
            """);
        using var file = Hdf5File.Open(_folder["a.h5"]);
        using var dataset = file.OpenDataset("v");

        Assert.Equal(Hdf5Layout.Virtual, dataset.Creation.Layout);
        Assert.Equal(["part0.h5:data", "part1.h5:data"], dataset.Creation.Virtual.Select(m => $"{m.SourceFile}:{m.SourceDataset}"));
        var second = dataset.Creation.Virtual[1];
        Assert.Equal([3, 0], second.VirtualFirst);
        Assert.Equal([5, 3], second.VirtualLast);
        Assert.True(second.TakesWholeSource);
        Assert.Equal([3, 0], second.Virtual!.Start);
        Assert.Throws<NativeException>(() => dataset.ReadAll());
        dataset.AllowOtherFiles = true;
        Assert.Equal(12, dataset.ReadAll().Numbers().Sum());
    }

    [Fact]
    public void A_virtual_dataset_cannot_leave_its_file_through_an_external_link()
    {
        Python.Run(_folder, """
            with h5py.File('other.h5', 'w') as f: f['secret'] = np.full(4, 42, dtype='i4')
            layout = h5py.VirtualLayout(shape=(4,), dtype='i4')
            layout[:] = h5py.VirtualSource('.', 'out', shape=(4,))
            with h5py.File('a.h5', 'w', libver='latest') as f:
                f['out'] = h5py.ExternalLink('other.h5', '/secret')
                f.create_virtual_dataset('v', layout, fillvalue=-1)
            with h5py.File('a.h5') as f: assert f['v'][0] == 42
            """);
        using var file = Hdf5File.Open(_folder["a.h5"]);
        using var dataset = file.OpenDataset("v");

        // Not even if a caller lets it.
        Assert.True(dataset.Creation.LeavesFile);
        dataset.AllowOtherFiles = true;
        double[] seen;
        try
        {
            seen = dataset.ReadAll().Numbers();
        }
        catch (NativeException)
        {
            seen = [];
        }

        Assert.DoesNotContain(42.0, seen);
    }

    [Fact]
    public void External_storage_is_told_and_not_read_unasked()
    {
        File.WriteAllBytes(_folder["raw.bin"], new byte[64]);
        Python.Run(_folder, """
            with h5py.File('a.h5', 'w') as f:
                f.create_dataset('e', shape=(8,), dtype='f8', external=[('raw.bin', 0, 64)])
            """);
        using var file = Hdf5File.Open(_folder["a.h5"]);
        using var dataset = file.OpenDataset("e");

        Assert.Equal([new Hdf5ExternalSegment("raw.bin", 0, 64)], dataset.Creation.External);
        Assert.Null(dataset.FileOffset);
        Assert.Throws<NativeException>(() => dataset.ReadAll());
    }
}
