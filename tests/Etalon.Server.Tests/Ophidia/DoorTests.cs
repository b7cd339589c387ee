namespace Etalon.Server.Tests;

[Collection(SharedEtalon.Name)]
public sealed class DoorTests(RunningEtalon etalon)
{
    [Fact]
    public async Task The_local_administrator_gets_the_configuration_at_once()
    {
        var client = OphidiaClient.Of(etalon);

        var response = await client.OkAsync("oph_get_config key=OPH_SESSION_ID");

        Assert.Equal("OPH_SESSION_ID", response.Rows("get_config")[0][0]);
        Assert.Equal("get_config", response.Keys[0]);
        Assert.Null(client.LastJobId);
    }
}
