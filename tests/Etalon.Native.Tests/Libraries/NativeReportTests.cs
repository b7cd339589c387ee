namespace Etalon.Native.Tests;

public sealed class NativeReportTests
{
    [Fact]
    public void The_report_has_a_version_for_each_library_that_is_there()
    {
        var report = NativeReport.Probe();

        Assert.Equal(KnownLibrary.All, report.Libraries.Select(state => state.Library));
        Assert.All(report.Libraries, state => Assert.NotEqual(state.IsLoaded, state.Problem.Length > 0));
        Assert.Matches(@"^1\.10\.\d+$", Find("HDF5").Version);
        Assert.Matches(@"^4\.\d+", Find("netCDF").Version);
        Assert.Matches(@"^1\.\d+", Find("c-blosc").Version);
        Assert.Matches(@"^Open MPI v4", Find("Open MPI").Version);
        Assert.Matches(@"^4\.\d+\.\d+$", Find("libtiff").Version);
        Assert.Matches(@"^4\.\d+", Find("cfitsio").Version);

        NativeLibraryState Find(string name) => report.Libraries.Single(state => string.Equals(state.Library.Name, name, StringComparison.Ordinal));
    }

    [Fact]
    public void Filters_built_into_hdf5_are_there_and_zstd_is_in_no_package()
    {
        var filters = NativeReport.Probe().Filters.ToDictionary(filter => filter.Name);

        Assert.True(filters["deflate"].IsAvailable);
        Assert.True(filters["shuffle"].IsAvailable);
        Assert.Equal("hdf5-filter-plugin-blosc-serial", filters["blosc"].Package);
        Assert.Equal("", filters["zstd"].Package);
    }

    [Fact]
    public void A_missing_library_is_a_line_of_the_report_and_not_a_failure()
    {
        var state = NativeReport.Ask(new KnownLibrary("Nonsense", "libnonsense.so.7", "libnonsense7"));

        Assert.False(state.IsLoaded);
        Assert.Contains("apt-get install libnonsense7", state.Problem, StringComparison.Ordinal);
    }
}
