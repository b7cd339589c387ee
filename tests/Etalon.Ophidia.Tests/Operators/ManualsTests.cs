namespace Etalon.Ophidia.Tests;

public sealed class ManualsTests
{
    public static TheoryData<string> Names => [.. All.Select(manual => manual.Name)];

    private static IEnumerable<OphidiaManual> All => OphidiaManuals.All;

    [Theory]
    [MemberData(nameof(Names))]
    public void A_manual_says_what_its_operator_and_each_argument_are(string name)
    {
        var manual = Find(name);

        Assert.StartsWith("oph_", manual.Name, StringComparison.Ordinal);
        Assert.True(manual.Doc[^1] is '.' or '…', manual.Doc);
        Assert.All(manual.Arguments, argument => Assert.True(argument.Doc[^1] is '.' or '…', argument.Doc));
        Assert.All(manual.Arguments, argument => Assert.True(argument.Type is "string" or "int" or "real", argument.Name));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void No_key_means_two_arguments_and_defaults_are_among_the_values(string name)
    {
        var manual = Find(name);
        var keys = manual.Arguments.SelectMany(argument => argument.Aliases.Prepend(argument.Name)).ToArray();

        Assert.Equal(keys.Distinct(), keys);
        Assert.All(manual.Arguments, argument => Assert.True(argument.Values.IsEmpty || argument.Default is null || argument.Values.Contains(argument.Default), argument.Name));
    }

    [Fact]
    public void No_name_means_two_operators()
    {
        var names = All.SelectMany(manual => manual.Aliases.Prepend(manual.Name)).ToArray();

        Assert.Equal(names.Distinct(), names);
    }

    private static OphidiaManual Find(string name) => All.Single(manual => string.Equals(manual.Name, name, StringComparison.Ordinal));
}
