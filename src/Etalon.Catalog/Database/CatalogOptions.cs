namespace Etalon.Catalog;

/// <summary>Where the catalogue is.</summary>
/// <param name="Home">The server's folder; the private cluster is <c>postgres</c> in it.</param>
/// <param name="Address">An outside database, in any form of <see cref="DatabaseAddress"/>; null or empty for a private cluster.</param>
public sealed record CatalogOptions(string Home, string? Address = null)
{
    /// <summary>Gets a sentence when the database had to be restarted.</summary>
    public Action<string>? Report { get; init; }

    /// <summary>The outside database that <c>ETALON_DATABASE</c> names, if any.</summary>
    public static CatalogOptions FromEnvironment(string home) => new(home, Environment.GetEnvironmentVariable("ETALON_DATABASE"));
}
