namespace Etalon.Server;

/// <summary>Everything of Ophidia's door: a line for each family of operators, and what carries their requests.</summary>
internal static class OphidiaRegistration
{
    /// <summary>Adds it.</summary>
    public static IServiceCollection AddOphidia(this IServiceCollection services)
    {
        services.AddSingleton<OphidiaOperators>().AddSingleton<OphidiaRunner>();
        services.AddSingleton<OphidiaSessions>().AddSingleton<LiveRequests>().AddSingleton<OphidiaJournal>();
        services.AddSingleton<IOphidiaJournal>(static provider => provider.GetRequiredService<OphidiaJournal>());
        services.AddSingleton<OphidiaSignIn>().AddSingleton<CallbackSender>().AddSingleton<OphidiaDesk>().AddSingleton<IDoorAnswers, DoorAnswers>().AddSingleton<OphidiaDoor>();
        services.AddHostedService(static provider => provider.GetRequiredService<OphidiaDoor>());
        services.AddSingleton<IOphidiaFamily, OphidiaManagementFamily>();
        services.AddSingleton<RecipeRun>().AddSingleton<OphidiaContainers>().AddSingleton<OphidiaGrids>().AddSingleton<OphidiaKeeper>();
        services.AddSingleton<IOphidiaFamily, OphidiaCubesFamily>();
        services.AddSingleton<RequestRestart>().AddSingleton<IMassiveTargets, MassiveTargets>();
        services.AddSingleton<IOphidiaFamily, FlowFamily>();
        services.AddSingleton<IOphidiaFamily, OphidiaCatalogueFamily>();
        services.AddTransfer();
        return services;
    }
}
