using Etalon.Cubes;

namespace Etalon.Storage.Tests;

public sealed class ZarrForeignTests
{
    private static readonly Lazy<string> Files = new(() => PythonFixture.Make("zarr_v2.py"));

    [Fact]
    public void Stores_of_version_2_give_what_python_wrote_in_every_encoding()
    {
        using var dataset = KnownFormats.Create().Open(Path.Combine(Files.Value, "many.zarr"));

        Assert.Equal(98, dataset.Cubes.Length);
        foreach (var cube in dataset.Cubes)
        {
            var expected = CubeValues.Expected(Path.Combine(Files.Value, cube.Name + ".bin"));
            Assert.Equal(expected, CubeValues.Whole(dataset, cube.Name));
            using var reader = dataset.Open(cube.Name);
            var region = new Region([.. cube.Axes.Select((_, i) => (long)(i + 1))], [.. cube.Axes.Select(axis => axis.Length - 3)]);
            Assert.Equal(CubeValues.Cut(expected, cube.Shape, region), CubeValues.Read(reader, region));
        }
    }

    [Fact]
    public void Metadata_are_found_without_the_consolidated_copy()
    {
        using var folder = new TempFolder();
        var source = Path.Combine(Files.Value, "many.zarr");
        foreach (var file in Directory.EnumerateFiles(source, "*", SearchOption.AllDirectories))
        {
            var target = folder[Path.GetRelativePath(source, file)];
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(file, target);
        }

        File.Delete(folder[".zmetadata"]);
        using var walked = new ZarrFormat().Open(folder.Path);
        using var consolidated = new ZarrFormat().Open(source);

        Assert.Equal(consolidated.Cubes.Order(ByName), walked.Cubes.Order(ByName));
    }

    [Fact]
    public void A_filter_that_is_not_understood_is_named()
    {
        using var dataset = new ZarrFormat().Open(Path.Combine(Files.Value, "many.zarr"));

        Assert.Contains("'fixedscaleoffset'", Assert.Single(dataset.Remarks), StringComparison.Ordinal);
    }

    [Fact]
    public void A_store_that_xarray_wrote_has_its_axes_units_scaling_and_missing_samples()
    {
        using var dataset = new ZarrFormat().Open(Path.Combine(Files.Value, "weather.zarr"));

        Assert.Equal("weather", dataset.Attributes.Text("title"));
        foreach (var name in new[] { "tas", "packed" })
        {
            var cube = dataset.Cubes.Single(cube => string.Equals(cube.Name, name, StringComparison.Ordinal));
            Assert.Equal(["time", "station"], cube.Axes.Select(axis => axis.Name));
            Assert.Equal(("days since 2001-01-01", "noleap"), (cube.Axes[0].Unit, cube.Axes[0].Calendar));
            Assert.Equal(new LabelCoordinates(["Kiel", "Bonn", "Ulm"]), cube.Axes[1].Coordinates);
            Assert.Equal([280.5, double.NaN, 281, 1, 2, 3, 4, 5, 6, 7, 8, 9], CubeValues.Whole(dataset, name));
        }
    }

    private static readonly Comparer<CubeInfo> ByName = Comparer<CubeInfo>.Create((a, b) => string.CompareOrdinal(a.Name, b.Name));
}
