namespace Etalon.Server.Tests;

/// <summary>One Etalon for the tests of views and of rights, so that they run beside the others.</summary>
[CollectionDefinition(Name)]
public sealed class ViewedEtalon : ICollectionFixture<RunningEtalon>
{
    public const string Name = "etalon, viewed";
}
