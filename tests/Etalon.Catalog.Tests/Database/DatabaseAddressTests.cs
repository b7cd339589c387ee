using Etalon.Cubes;
using Npgsql;

namespace Etalon.Catalog.Tests;

public sealed class DatabaseAddressTests
{
    [Theory]
    [InlineData("Host=db;Port=5433;Username=u;Password=p w;Database=d")]
    [InlineData("host=db port=5433 user=u password='p%w' dbname=d")]
    [InlineData("postgresql://u:p%40w@db:5433/d?application_name=x")]
    public void Addresses_are_understood_in_the_forms_people_have(string address)
    {
        var builder = new NpgsqlConnectionStringBuilder(DatabaseAddress.Parse(address));

        Assert.Equal(("db", 5433, "u", "d"), (builder.Host, builder.Port, builder.Username, builder.Database));
        Assert.StartsWith("p", builder.Password, StringComparison.Ordinal);
    }

    [Fact]
    public void A_socket_folder_can_be_given_in_a_uri()
    {
        var builder = new NpgsqlConnectionStringBuilder(DatabaseAddress.Parse("postgresql:///d?host=/run/postgresql&user=u"));

        Assert.Equal(("/run/postgresql", "u", "d"), (builder.Host, builder.Username, builder.Database));
    }

    [Theory]
    [InlineData("nonsense")]
    [InlineData("host=db nonsense=1")]
    [InlineData("postgresql://[")]
    public void What_is_no_address_is_refused(string address) =>
        Assert.Equal("bad-database-address", Assert.Throws<RefusalException>(() => DatabaseAddress.Parse(address)).Code);
}
