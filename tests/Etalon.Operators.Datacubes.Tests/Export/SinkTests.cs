using System.Collections.Immutable;
using Etalon.Cubes;

namespace Etalon.Operators.Datacubes.Tests;

public sealed class SinkTests
{
    private static readonly Inputs One = Inputs.Of(("cubes[0]", RandomCubes.Info(SampleType.Float32, 2)));

    [Fact]
    public void An_export_says_where_and_how()
    {
        var options = ImmutableSortedDictionary.Create<string, string>(StringComparer.Ordinal).Add("shuffle", "true");

        var request = new Export().Request(new Export.Parameters("out.nc", Deflate: 4, Options: options), One);

        Assert.Equal(("netcdf", "out.nc"), (request.Format, request.Path));
        Assert.Equal(["codec=deflate", "level=4", "shuffle=true"], request.Options.Select(option => $"{option.Key}={option.Value}"));
        Assert.Empty(new Export().Describe(new Export.Parameters("out.nc"), One).Outputs);
    }

    [Fact]
    public void An_import_says_which_file_and_cubes()
    {
        Assert.Equal(["tas"], new Import().Request(new Import.Parameters("in.nc", ["tas"])).Cubes.ToArray());
        Assert.Empty(new Import().Request(new Import.Parameters("in.nc")).Cubes);
    }

    [Fact]
    public void A_deletion_is_a_request_without_a_path()
    {
        var request = new Delete().Request(new Delete.Parameters("superseded"), One);

        Assert.Equal((Delete.Format, ""), (request.Format, request.Path));
        Assert.Equal("superseded", request.Options["reason"]);
    }

    [Fact]
    public void Nothing_to_write_to_or_to_work_on_is_refused()
    {
        Assert.Equal("bad-parameter", Code(() => new Export().Describe(new Export.Parameters(" "), One)));
        Assert.Equal("missing-input", Code(() => new Export().Describe(new Export.Parameters("x"), Inputs.None)));
        Assert.Equal("missing-input", Code(() => new Delete().Describe(new Delete.Parameters(), Inputs.None)));
        Assert.Equal("bad-parameter", Code(() => new Import().Request(new Import.Parameters("a\0b"))));
    }

    private static string Code(Func<object> call) => Assert.Throws<RefusalException>(call).Code;
}
