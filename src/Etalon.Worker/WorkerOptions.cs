using Etalon.Cubes;

namespace Etalon.Worker;

/// <summary>How a worker was started.</summary>
/// <param name="PluginFolder">Where operators are found; empty for built-in ones only.</param>
/// <param name="RequestFile">A run to execute as one of several MPI ranks; empty to wait for calls.</param>
/// <param name="DoctorFolder">Report what this machine has, and how the data folder's disk is; then end.</param>
internal sealed record WorkerOptions(string PluginFolder, string RequestFile, string DoctorFolder = "")
{
    /// <summary>Reads <c>--plugins FOLDER</c> and <c>--request FILE</c>.</summary>
    public static WorkerOptions Parse(string[] arguments)
    {
        var options = new WorkerOptions("", "");
        for (var i = 0; i + 1 < arguments.Length; i += 2)
        {
            options = arguments[i] switch
            {
                "--plugins" => options with { PluginFolder = arguments[i + 1] },
                "--request" => options with { RequestFile = arguments[i + 1] },
                "--doctor" => options with { DoctorFolder = arguments[i + 1] },
                _ => throw Refusal.Unknown("option", arguments[i], ["--plugins", "--request", "--doctor"]),
            };
        }

        return options;
    }
}
