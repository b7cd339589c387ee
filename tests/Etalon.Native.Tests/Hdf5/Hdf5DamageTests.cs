using System.Diagnostics;
using System.Reflection;

namespace Etalon.Native.Tests;

public sealed class Hdf5DamageTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_truncated_file_is_refused_with_the_librarys_words_and_nothing_on_standard_error()
    {
        Cut("a.h5", 0.5);
        var start = new ProcessStartInfo("dotnet")
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.ArgumentList.Add(Assembly.GetExecutingAssembly().Location);
        start.ArgumentList.Add("damaged");
        start.ArgumentList.Add(_folder["a.h5"]);
        start.Environment["TERM"] = "dumb";

        using var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync();
        var output = await process.StandardOutput.ReadToEndAsync();

        Assert.True(process.WaitForExit(60_000));
        Assert.Equal("", await errors);
        Assert.Contains("truncated file", output, StringComparison.Ordinal);
        Assert.EndsWith("refusals: 4", output.Trim(), StringComparison.Ordinal);
    }

    // Only cuts: single wrong bytes can crash libhdf5 1.10 itself (in its global heap), as they crash h5dump and h5py.
    [Fact]
    public void A_file_cut_anywhere_is_refused_by_name()
    {
        var whole = Written();
        for (var trial = 0; trial < 60; trial++)
        {
            var path = _folder[$"{trial}.h5"];
            File.WriteAllBytes(path, whole[..(whole.Length * trial / 60)]);

            var refusal = Assert.Throws<NativeException>(() => Hdf5File.Open(path));

            Assert.Contains(Path.GetFileName(path), refusal.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void A_missing_file_and_a_text_are_refused_by_name()
    {
        File.WriteAllText(_folder["text.h5"], "no science here");

        Assert.Contains("No such file", Assert.Throws<NativeException>(() => Hdf5File.Open(_folder["none.h5"])).Message, StringComparison.Ordinal);
        Assert.Contains("text.h5", Assert.Throws<NativeException>(() => Hdf5File.Open(_folder["text.h5"])).Message, StringComparison.Ordinal);
        Assert.False(Hdf5File.IsHdf5(_folder["text.h5"]));
        Assert.Throws<NativeException>(() => NetCdfFile.Open(_folder["text.h5"]));
    }

    private byte[] Written()
    {
        Python.Run(_folder, """
            with h5py.File('a.h5', 'w') as f:
                f['x'] = np.arange(500.0); f['t'] = ['a', 'b']
                f.create_dataset('c', data=np.arange(4000).reshape(40, 100), chunks=(8, 50), compression='gzip')
                f['x'].attrs['units'] = 'm'; f['x'].attrs['list'] = ['p', 'q']
            """);
        return File.ReadAllBytes(_folder["a.h5"]);
    }

    private void Cut(string name, double part)
    {
        var whole = Written();
        File.WriteAllBytes(_folder[name], whole[..(int)(whole.Length * part)]);
    }
}
