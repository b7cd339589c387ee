using Etalon.Ophidia;

namespace Etalon.Server.Tests;

[Collection(OphidiaEtalon.Name)]
public sealed class OperatorCarrierTests(RunningEtalon etalon)
{
    /// <summary>The operators that the server lists are those that somebody carries out.</summary>
    [Fact]
    public async Task Every_manual_has_a_carrier_and_every_carrier_a_manual()
    {
        var listed = (await OphidiaClient.Of(etalon).OkAsync("oph_operators_list limit_filter=0")).Column("operators_list_list", "OPERATORS");

        Assert.Equal(OphidiaManuals.All.Select(static manual => manual.Name.ToUpperInvariant()).Order(StringComparer.Ordinal), listed.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_file_with_one_variable_is_imported_without_naming_it_and_refusals_name_no_step()
    {
        var file = await Climate.WriteAsync(Path.Combine(etalon.Files, "only.nc"), days: 30);
        var client = OphidiaClient.Of(etalon);

        var pid = (await client.OkAsync($"oph_importnc src_path={file};imp_dim=time;container=only")).Titled("Output Cube");
        var refusal = await client.FailsAsync($"oph_apply cube={pid};query=oph_foo(measure)");

        Assert.Equal("tas", (await client.OkAsync($"oph_cubeschema cube={pid}")).Column("cubeschema_cubeinfo", "MEASURE").Single());
        Assert.StartsWith("There is no primitive 'oph_foo'", refusal, StringComparison.Ordinal);
    }
}
