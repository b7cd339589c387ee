namespace Etalon.Native.Tests;

public sealed class KnownLibraryTests
{
    [Fact]
    public void A_library_that_is_not_installed_names_its_package()
    {
        var unknown = new KnownLibrary("Nonsense", "libnonsense.so.7", "libnonsense7");

        var missing = Assert.Throws<MissingLibraryException>(() => unknown.Load());

        Assert.Equal("libnonsense7", missing.Package);
        Assert.Contains("apt-get install libnonsense7", missing.Message, StringComparison.Ordinal);
    }
}
