namespace Etalon.Catalog.Tests;

[CollectionDefinition(Name)]
public sealed class SharedCluster : ICollectionFixture<ClusterFixture>
{
    public const string Name = "catalogue";
}
