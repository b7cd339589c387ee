using System.Text.Json;
using Etalon.Catalog;
using Etalon.Cubes;

namespace Etalon.Server.Tests;

/// <summary>What is made of what a provider says, whatever it says.</summary>
public sealed class ProviderPersonTests
{
    private static readonly Provider Sso = new()
    {
        Name = "sso",
        Title = "SSO",
        Issuer = new Uri("https://sso.example.org"),
        Roles = new Dictionary<string, string>(StringComparer.Ordinal) { ["a"] = "staff", ["b"] = "staff", ["c"] = "administrator" },
        Proposals = new Dictionary<string, string>(StringComparer.Ordinal) { ["p-*"] = "P*", ["all"] = "COMMON", ["x*"] = "X" },
    };

    [Theory]
    [InlineData("ada", "ada")]
    [InlineData("Ada.Lovelace-1@x+y", "Ada.Lovelace-1@x+y")]
    [InlineData("a:b/c d\n<e>", "abcde")]
    [InlineData("__token__", "token__")]
    [InlineData("../../x", "x")]
    [InlineData("\u202eada", "ada")]
    [InlineData("\u0430da", "da")]
    public void A_login_name_is_made_of_plain_letters(string said, string name) =>
        Assert.Equal([name, $"{name}@sso"], Read($$"""{"sub": "1", "preferred_username": {{JsonSerializer.Serialize(said)}}}""").Names.Take(2));

    [Theory]
    [InlineData("""{"sub": "1"}""")]
    [InlineData("""{"sub": "1", "preferred_username": ":::"}""")]
    [InlineData("""{"sub": "1", "preferred_username": {"a": 1}}""")]
    [InlineData("""{"sub": "1", "preferred_username": "\ud800"}""")]
    public void Whoever_has_no_name_gets_one(string said) => Assert.Matches("^sso-[0-9a-f]{12}$", Assert.Single(Read(said).Names));

    [Fact]
    public void A_long_name_is_cut() => Assert.Equal(60, Read($$"""{"sub": "1", "preferred_username": "{{new string('a', 9000)}}"}""").Names[0].Length);

    [Theory]
    [InlineData("{}")]
    [InlineData("""{"sub": ""}""")]
    [InlineData("""{"sub": null}""")]
    [InlineData("""{"sub": ["1"]}""")]
    [InlineData("""{"sub": 1.5}""")]
    [InlineData("""{"sub": "a\u0000b"}""")]
    [InlineData("""{"sub": "\ud800"}""")]
    public void Whoever_is_nobody_in_particular_does_not_come_in(string said) => Assert.Equal("provider-failed", Assert.Throws<RefusalException>(() => Read(said)).Code);

    [Fact]
    public void A_subject_is_a_text_or_a_whole_number() => Assert.Equal(["42", "42"], [Read("""{"sub": 42}""").Subject, Read("""{"sub": "42"}""").Subject]);

    [Theory]
    [InlineData("""["a", "b", 7, null]""", "staff", "")]
    [InlineData("\"c p-1\"", "administrator", "P1")]
    [InlineData("""["p-", "p", "P-2", "p-2", "all", "xyz", "c"]""", "administrator", "COMMON,P2,X")]
    [InlineData("{}", "", "")]
    [InlineData("7", "", "")]
    public void Groups_give_what_the_configuration_says(string groups, string roles, string proposals)
    {
        var person = Read($$"""{"sub": "1", "groups": {{groups}}}""");

        Assert.Equal(roles, string.Join(',', person.Roles));
        Assert.Equal(proposals, string.Join(',', person.Proposals!.Order(StringComparer.Ordinal)));
        Assert.Equal(["administrator", "staff"], person.ManagedRoles.Order(StringComparer.Ordinal));
    }

    private static OutsidePerson Read(string said)
    {
        using var document = JsonDocument.Parse(said);
        return ProviderPerson.Read(Sso, document.RootElement);
    }
}
