namespace Etalon.Server;

/// <summary>What brings data in and gives it out.</summary>
internal static class TransferServices
{
    /// <summary>Adds it.</summary>
    public static IServiceCollection AddTransfer(this IServiceCollection services)
    {
        services.AddSingleton(static _ => new OphidiaFiles());
        services.AddSingleton<CubeSamples>().AddSingleton<ImportContainers>().AddSingleton<ImportNetCdf>().AddSingleton<ExploreCube>();
        services.AddSingleton<IOphidiaFamily, OphidiaTransferFamily>();
        return services;
    }
}
