namespace Etalon.Server.Tests;

[Collection(OphidiaEtalon.Name)]
public sealed class HelpTests(RunningEtalon etalon)
{
    [Fact]
    public async Task The_command_line_prints_the_manual()
    {
        var overview = await etalon.Cli("oph", "help");
        var page = await etalon.Cli("oph", "help", "reduce");
        var alias = await etalon.Ok("oph", "man", "OPH_IMPORT_NC");

        Assert.Equal(0, overview.ExitCode);
        Assert.Contains("oph_importnc ", overview.Output, StringComparison.Ordinal);
        Assert.Contains("oph_primitives_list", overview.Output, StringComparison.Ordinal);
        Assert.StartsWith("oph_reduce: ", page.Output, StringComparison.Ordinal);
        Assert.Contains("  operation=(needed)  ", page.Output, StringComparison.Ordinal);
        Assert.Contains("  group_size=all  ", page.Output, StringComparison.Ordinal);
        Assert.Equal("oph_importnc", (string?)alias["name"]);
        await etalon.Refused(66, "unknown-operator", "oph", "help", "oph_nothing");
    }
}
