namespace Etalon.Server;

/// <summary>Puts together what answers looks at cubes.</summary>
internal static class ViewRegistration
{
    /// <summary>Adds it.</summary>
    public static void AddViews(this IServiceCollection services)
    {
        services.AddSingleton<ViewDesk>().AddSingleton<TreeArrays>().AddSingleton<FileNodes>().AddSingleton<PyramidShelf>();
        services.AddHostedService(static provider => provider.GetRequiredService<PyramidShelf>());
    }
}
