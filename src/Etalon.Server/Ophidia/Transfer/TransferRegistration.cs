namespace Etalon.Server;

/// <summary>What brings data in and gives it out.</summary>
internal static class TransferRegistration
{
    /// <summary>Adds it.</summary>
    public static IServiceCollection AddTransfer(this IServiceCollection services)
    {
        services.AddSingleton(static _ => new OphidiaFiles());
        services.AddSingleton<CubeSamples>().AddSingleton<ImportContainers>().AddSingleton<OutputPlaces>().AddSingleton<WebAddress>();
        services.AddSingleton<CubeImport>().AddSingleton<ImportNetCdf>().AddSingleton<ImportFits>().AddSingleton<ConcatNetCdf>().AddSingleton<ExploreCube>().AddSingleton<ExploreNetCdf>();
        services.AddSingleton<PublishCube>().AddSingleton<UnpublishCube>().AddSingleton<FileSystem>();
        services.AddSingleton<IOphidiaFamily, OphidiaTransferFamily>();
        return services;
    }
}
