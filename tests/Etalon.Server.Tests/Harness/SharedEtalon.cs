namespace Etalon.Server.Tests;

/// <summary>One Etalon for all tests that do not harm it: a start costs a second or two.</summary>
[CollectionDefinition(Name)]
public sealed class SharedEtalon : ICollectionFixture<RunningEtalon>
{
    public const string Name = "etalon";
}
