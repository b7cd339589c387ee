using System.Diagnostics;
using System.Globalization;
using Etalon.Cubes;

namespace Etalon.Storage.Tests;

/// <summary>
/// Virtual datasets without limits: they reach as far as h5py says, and nothing outside the folder is opened to learn it. What lies
/// outside is a pipe: whoever opens it waits for ever.
/// </summary>
public sealed class VirtualExtentTests : IDisposable
{
    private const string Sound = """
        import h5py, numpy as np, os, sys
        os.chdir(sys.argv[1])
        U = h5py.h5s.UNLIMITED
        def source(name, rows, start):
            with h5py.File(name, 'w') as f:
                f.create_dataset('d', data=np.arange(start, start + rows * 3., dtype='f8').reshape(rows, 3), maxshape=(None, 3), chunks=(4, 3))
        for i, rows in enumerate((2, 2, 2)):
            source(f'part_{i}.h5', rows, 100 * i)
        source('grows.h5', 7, 1000)
        source('other.h5', 5, 2000)
        def make(file, name, mappings, stored):
            creation = h5py.h5p.create(h5py.h5p.DATASET_CREATE)
            creation.set_fill_value(np.array(-1, 'f8'))
            for name_of, target, taken in mappings:
                creation.set_virtual(target, name_of, b'd', taken)
            h5py.h5d.create(file.id, name.encode(), h5py.h5t.IEEE_F64LE, h5py.h5s.create_simple(stored, (U, 3)), creation)
        def box(shape, most, start, step, count, block):
            space = h5py.h5s.create_simple(shape, most)
            space.select_hyperslab(start, count, step, block)
            return space
        with h5py.File('master.h5', 'w', libver='latest') as f:
            whole = h5py.h5s.create_simple((2, 3)); whole.select_all()
            make(f, 'numbered', [(b'part_%b.h5', box((0, 3), (U, 3), (1, 0), (4, 1), (U, 1), (2, 3)), whole)], (0, 3))
            make(f, 'follows', [(b'grows.h5', box((0, 3), (U, 3), (0, 0), (1, 3), (U, 1), (1, 3)), box((7, 3), (U, 3), (0, 0), (1, 3), (U, 1), (1, 3)))], (0, 3))
            make(f, 'striped', [
                (b'grows.h5', box((0, 3), (U, 3), (0, 0), (4, 1), (U, 1), (2, 3)), box((7, 3), (U, 3), (1, 0), (2, 1), (U, 1), (2, 3))),
                (b'other.h5', box((0, 3), (U, 3), (2, 0), (4, 1), (U, 1), (2, 3)), box((5, 3), (U, 3), (0, 0), (2, 1), (U, 1), (2, 3)))], (0, 3))
            make(f, 'nothing', [(b'absent.h5', box((0, 3), (U, 3), (0, 0), (1, 3), (U, 1), (1, 3)), box((7, 3), (U, 3), (0, 0), (1, 3), (U, 1), (1, 3)))], (4, 3))
        with h5py.File('master.h5') as f:
            for name in sys.argv[2:]:
                print(name, *f[name].shape, *f[name][()].ravel())
        """;

    private const string Hostile = """
        import h5py, numpy as np, os, sys
        os.chdir(sys.argv[1])
        U = h5py.h5s.UNLIMITED
        os.mkfifo('pipe.h5')
        os.makedirs('inside/d0'); os.symlink('..', 'inside/d1')
        with h5py.File('inside/d0/pipe.h5', 'w') as f: f['d'] = np.zeros((2, 3))
        os.mkfifo('inside/beside.h5')
        def box(most, count, block):
            space = h5py.h5s.create_simple((0, 3), most); space.select_hyperslab((0, 0), count, (block[0], 1), block)
            return space
        def make(file, name, source, dataset, taken):
            creation = h5py.h5p.create(h5py.h5p.DATASET_CREATE)
            whole = h5py.h5s.create_simple((2, 3)); whole.select_all()
            creation.set_virtual(box((U, 3), (U, 1), (2, 3)) if taken is None else taken, source, dataset, whole if taken is None else taken)
            made = h5py.h5d.create(file.id, name, h5py.h5t.IEEE_F64LE, h5py.h5s.create_simple((5, 3), (U, 3)), creation)
            h5py.Dataset(made).attrs['DIMENSION_LABELS'] = np.array(['t', 'x'], dtype=h5py.string_dtype())
        grows = box((U, 3), (U, 1), (1, 3))
        with h5py.File('inside/master.h5', 'w', libver='latest') as f:
            make(f, b'upwards', b'../pipe.h5', b'd', grows)
            make(f, b'pipe', b'beside.h5', b'd', grows)
            make(f, b'numbered', b'd%b/pipe.h5', b'd', None)
            make(f, b'twice', b'.', b'upwards', grows)
        """;

    private readonly string _folder = Directory.CreateTempSubdirectory("etalon-virtual-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void It_reaches_as_far_as_its_sources_and_holds_what_the_library_reads()
    {
        string[] names = ["numbered", "follows", "striped"];
        var expected = Run(Sound, TimeSpan.FromSeconds(60), _folder, names).Output!.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        using var reader = new Hdf5Format().Open(Path.Combine(_folder, "master.h5"));

        foreach (var words in expected.Select(line => line.Split(' ')))
        {
            using var cube = reader.Open(words[0]);
            Assert.Equal(words[1..3], cube.Cube.Shape.Select(length => $"{length}"));
            Assert.Equal(words[3..].Select(word => double.Parse(word, CultureInfo.InvariantCulture)), CubeValues.Whole(reader, words[0]));
        }

        Assert.Equal(names.Length, expected.Length);
        Assert.DoesNotContain(reader.Cubes, cube => cube.Name is "nothing" && cube.Samples > 0);
    }

    [Theory]
    [InlineData("upwards", "outside-folder")]
    [InlineData("pipe", "")]
    [InlineData("numbered", "")]
    [InlineData("twice", "")]
    public async Task Nothing_outside_the_folder_is_opened_to_learn_how_far_it_reaches(string name, string code)
    {
        Assert.Equal(0, Run(Hostile, TimeSpan.FromSeconds(60), _folder).ExitCode);
        var master = Path.Combine(_folder, "inside", "master.h5");

        // The library, when asked, hangs in the pipe.
        var asked = Run("import h5py, sys; print(h5py.File(sys.argv[1])[sys.argv[2]].shape)", TimeSpan.FromSeconds(name is "twice" ? 0 : 3), master, name);
        Assert.Null(asked.ExitCode);

        await Task.Run(() => Look(master, name, code)).WaitAsync(TimeSpan.FromSeconds(60));
    }

    private static void Look(string master, string name, string code)
    {
        using var reader = new Hdf5Format().Open(master);
        if (code.Length > 0)
        {
            Assert.Contains(reader.Remarks, remark => remark.Contains($"'{name}'", StringComparison.Ordinal));
            Assert.Equal(code, Assert.Throws<RefusalException>(() => reader.Open(name)).Code);
            return;
        }

        foreach (var cube in reader.Cubes.Where(cube => string.Equals(cube.Name, name, StringComparison.Ordinal)))
        {
            try
            {
                _ = CubeValues.Whole(reader, cube.Name);
            }
            catch (RefusalException)
            {
                // Shown, and not followed.
            }
        }
    }

    /// <summary>Runs a script; without an exit code it did not end in time and was killed.</summary>
    private static (int? ExitCode, string? Output) Run(string script, TimeSpan limit, string folder, params string[] more)
    {
        if (limit == TimeSpan.Zero)
        {
            return (null, null);
        }

        var start = new ProcessStartInfo("/usr/bin/python3") { RedirectStandardOutput = true, UseShellExecute = false };
        foreach (var argument in new[] { "-c", script, folder }.Concat(more))
        {
            start.ArgumentList.Add(argument);
        }

        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync();
        if (!process.WaitForExit(limit))
        {
            process.Kill();
            process.WaitForExit();
            return (null, null);
        }

        return (process.ExitCode, output.Result);
    }
}
