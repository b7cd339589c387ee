using Etalon.Cubes;

namespace Etalon.Server;

/// <summary>How the server was started.</summary>
public sealed record ServerOptions
{
    /// <summary>The loopback port; 0 takes a free one.</summary>
    public int Port { get; init; }

    /// <summary>The address to bind to; loopback unless told otherwise.</summary>
    public string Bind { get; init; } = "127.0.0.1";

    /// <summary>Bytes of block buffers a run may hold unless it asks otherwise: a quarter of the machine, between 256 MiB and 8 GiB.</summary>
    public long BudgetBytes { get; init; } = Math.Clamp(GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / 4, 256L << 20, 8L << 30);

    /// <summary>How many runs of one person may wait in the queues.</summary>
    public int MostWaiting { get; init; } = 1000;

    /// <summary>Bytes of samples that a comparison of two runs looks at: at some 10 GB/s about ten seconds.</summary>
    public long CompareBytes { get; init; } = FromEnvironment("ETALON_COMPARE_BYTES", 100_000_000_000, long.MaxValue);

    /// <summary>How long it may take.</summary>
    public TimeSpan CompareTime { get; init; } = TimeSpan.FromSeconds(FromEnvironment("ETALON_COMPARE_SECONDS", 120, 86_400));

    /// <summary>The worker's assembly.</summary>
    public string WorkerDll { get; init; } =
        Environment.GetEnvironmentVariable("ETALON_WORKER_DLL") ?? Path.Combine(AppContext.BaseDirectory, "etalon-worker.dll");

    /// <summary>The folder with the portal's files; null if there is none.</summary>
    public string? Web { get; init; } = PortalFiles.Find();

    /// <summary>Under which names the server is asked for, and through which proxies.</summary>
    public Entrance Entrance { get; init; } = Entrance.FromEnvironment();

    /// <summary>The folders of this machine from which others than administrators bring files in, as <c>ETALON_IMPORT_ROOTS</c> lists them with colons between.</summary>
    public IReadOnlyList<string> ImportRoots { get; init; } = ReadRoots(Environment.GetEnvironmentVariable("ETALON_IMPORT_ROOTS") ?? "");

    /// <summary>Bytes of files that one person may have on their way to the server at a time.</summary>
    public long UploadBytes { get; init; } = FromEnvironment("ETALON_UPLOAD_BYTES", 1_000_000_000_000, long.MaxValue);

    /// <summary>How the door for Ophidia's clients is kept.</summary>
    public OphidiaDoorOptions Ophidia { get; init; } = OphidiaDoorOptions.FromEnvironment();

    /// <summary>Reads options, each followed by its value.</summary>
    public static ServerOptions Parse(string[] arguments)
    {
        var options = new ServerOptions();
        for (var i = 0; i < arguments.Length; i += 2)
        {
            var value = i + 1 < arguments.Length ? arguments[i + 1] : "";
            options = arguments[i] switch
            {
                "--port" => options with { Port = (int)Number(arguments[i], value, 65535) },
                "--bind" => options with { Bind = value },
                "--most-waiting" => options with { MostWaiting = (int)Number(arguments[i], value, int.MaxValue) },
                "--budget" => options with { BudgetBytes = Number(arguments[i], value, long.MaxValue) },
                "--ophidia-port" => options with { Ophidia = options.Ophidia with { Port = OphidiaDoorOptions.ReadPort(value) } },
                "--ophidia-url" => options with { Ophidia = options.Ophidia with { Url = OphidiaDoorOptions.ReadUrl(value) } },
                "--ophidia-certificate" => options with { Ophidia = options.Ophidia with { Certificate = value } },
                "--ophidia-key" => options with { Ophidia = options.Ophidia with { Key = value } },
                "--ophidia-lockout" => options with { Ophidia = options.Ophidia with { Lockout = TimeSpan.FromSeconds(Number(arguments[i], value, 31_536_000)) } },
                _ => throw Refusal.Unknown(
                    "option", arguments[i],
                    ["--port", "--bind", "--budget", "--most-waiting", "--ophidia-port", "--ophidia-url", "--ophidia-certificate", "--ophidia-key", "--ophidia-lockout"]),
            };
        }

        return options;
    }

    /// <summary>Folders with colons between.</summary>
    /// <exception cref="RefusalException">One is no full path: <c>bad-option</c>.</exception>
    internal static IReadOnlyList<string> ReadRoots(string text)
    {
        string[] roots = [.. text.Split(':', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)];
        return Array.Find(roots, static root => !Path.IsPathRooted(root)) is { } relative
            ? throw new RefusalException("bad-option", $"ETALON_IMPORT_ROOTS takes full paths of folders; '{relative}' was given.", "Write '/data:/beamline'.")
            : roots;
    }

    private static long FromEnvironment(string variable, long usual, long most) =>
        Environment.GetEnvironmentVariable(variable) is { Length: > 0 } text ? Number(variable, text, most) : usual;

    private static long Number(string option, string value, long most) =>
        long.TryParse(value, System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out var number) && number <= most
            ? number
            : throw new RefusalException("bad-option", $"{option} takes a whole number up to {most}; '{value}' was given.");
}
