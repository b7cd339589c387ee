using System.Text.Json.Nodes;
using Etalon.Catalog;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;

namespace Etalon.Server;

/// <summary>Puts the server together: catalogue, workers, runs, HTTP.</summary>
public static class EtalonServer
{
    /// <summary>The release.</summary>
    public static string Version { get; } = typeof(EtalonServer).Assembly.GetName().Version?.ToString(3) ?? "0.0.0";

    /// <summary>Serves until it is stopped.</summary>
    public static async Task<int> RunAsync(EtalonHome home, ServerOptions options, CancellationToken cancellation)
    {
        home.Create();
        await using var catalog = await CatalogDatabase.OpenAsync(CatalogOptions.FromEnvironment(home.Folder), cancellation);
        await new FirstStart(home, catalog, TimeProvider.System).RunAsync(cancellation);
        await using var workers = new WorkerPool(options.WorkerDll, home);
        await using var app = Build(home, options, catalog, workers);
        await app.StartAsync(cancellation);
        var url = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First();
        await Announce(home, url, app.Services.GetRequiredService<OphidiaDoor>().Port, cancellation);
        await workers.WarmUpAsync(cancellation);
        using var visit = CancellationTokenSource.CreateLinkedTokenSource(cancellation, app.Lifetime.ApplicationStopping);
        await new FirstVisit(home, url).RunAsync(visit.Token);
        await using var lost = catalog.Lost.Register(() => app.Lifetime.StopApplication());
        await app.WaitForShutdownAsync(cancellation);
        File.Delete(home.Address);
        return 0;
    }

    /// <summary>The web application; also used to write the OpenAPI file.</summary>
    public static WebApplication Build(EtalonHome home, ServerOptions options, CatalogDatabase catalog, WorkerPool workers)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.SetMinimumLevel(LogLevel.Warning);
        builder.WebHost.UseKestrelHttpsConfiguration();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.Listen(System.Net.IPAddress.Parse(options.Bind), options.Port, new ConnectionLimits(options.Entrance).Watch);
            ConnectionLimits.Set(kestrel.Limits);
            kestrel.Limits.MaxRequestBodySize = 8L << 20;
            kestrel.AddServerHeader = false;
        });
        var services = builder.Services;
        services.AddSingleton(home).AddSingleton(options).AddSingleton(catalog).AddSingleton(workers).AddSingleton(TimeProvider.System);
        services.AddSingleton<OperatorKinds>().AddSingleton<RunFeed>().AddSingleton<RunLookup>().AddSingleton<RunSubmission>().AddSingleton<RunExecutor>().AddSingleton<AwaitedRun>().AddSingleton<CompareRuns>().AddSingleton<OutputFolders>();
        services.AddSingleton<DatasetImport>().AddSingleton<DatasetExport>().AddSingleton<DatasetVerification>().AddSingleton<DatasetDeletion>();
        services.AddSingleton<UploadDesk>().AddSingleton<UploadSweep>();
        services.AddHostedService(provider => provider.GetRequiredService<RunExecutor>());
        services.AddHostedService(provider => provider.GetRequiredService<UploadSweep>());
        services.AddViews();
        services.AddSingleton<KnownCallers>().AddSingleton<KnownCredentials>().AddSingleton<SignIn>().AddSingleton<SessionOpening>();
        services.AddSingleton(ProviderFile.Read(home)).AddSingleton<ProviderClient>().AddSingleton<PendingSignIns>().AddSingleton<ProviderSignIn>();
        services.AddAccessLimits(AccessLimits.ReadSignIns());
        services.AddResponseCompression(static compression => compression.EnableForHttps = true);
        services.AddOphidia();
        services.AddProblemDetails();

        // What a caller got wrong is said in our own words, as every other refusal; null where something is needed is such a thing.
        services.Configure<RouteHandlerOptions>(routes => routes.ThrowOnBadRequest = true);
        services.ConfigureHttpJsonOptions(json => json.SerializerOptions.RespectNullableAnnotations = true);
        services.AddExceptionHandler<RefusalHandler>();
        services.AddOpenApi();
        var app = builder.Build();
        app.UseTrustedProxies(options.Entrance.Proxies);
        app.UseSecurityHeaders();
        app.UseExceptionHandler();
        app.UseMiddleware<HostGate>();
        app.UsePortal(options.Web);
        app.UseMiddleware<AccessGate>();
        app.UseRateLimiter();
        Map(app);
        return app;
    }

    private static void Map(WebApplication app)
    {
        app.MapOpenApi("/openapi.json").WithMetadata(OpenToAll.Mark);
        app.MapSystem();
        app.MapSessions();
        app.MapProviders();
        app.MapDatasets();
        app.MapUploads();
        app.MapCubes();
        app.MapViews();
        app.MapPyramids();
        app.MapSavedViews();
        app.MapH5();
        app.MapZarr();
        app.MapOperators();
        app.MapWorkflows();
        app.MapRuns();
        app.MapAccounts();
        app.MapOutputs();
        app.MapUsers();
        app.MapProposals();
        app.MapOphidia();
    }

    private static async Task Announce(EtalonHome home, string url, int? ophidiaPort, CancellationToken cancellation)
    {
        var temporary = home.Address + ".part";
        var text = new JsonObject { ["url"] = url, ["process"] = Environment.ProcessId, ["version"] = Version, ["ophidiaPort"] = ophidiaPort }.ToJsonString();
        await File.WriteAllTextAsync(temporary, text, cancellation);
        File.Move(temporary, home.Address, overwrite: true);
    }
}
