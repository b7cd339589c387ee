namespace Etalon.Server.Tests;

/// <summary>One Etalon for the tests of Ophidia's door, so that they run beside the others.</summary>
[CollectionDefinition(Name)]
public sealed class OphidiaEtalon : ICollectionFixture<RunningEtalon>
{
    public const string Name = "etalon, asked by ophidia";
}
