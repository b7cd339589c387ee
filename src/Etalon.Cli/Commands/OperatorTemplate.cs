using System.Reflection;
using System.Text.RegularExpressions;

namespace Etalon.Cli;

/// <summary>Writes the folder of a new operator from the embedded template.</summary>
internal static partial class OperatorTemplate
{
    private const string Prefix = "Templates/";

    /// <summary>Makes the folder; returns its path.</summary>
    public static string Write(string name, string? folder)
    {
        if (!Name().IsMatch(name))
        {
            throw new ClientRefusalException(
                ExitCodes.Refused, "bad-name", $"'{name}' is no name for an operator.", "Use lower case words joined by '-', and '.' behind the field: optics.smooth-edges.");
        }

        var type = string.Concat(name.Split('.')[^1].Split('-').Select(word => char.ToUpperInvariant(word[0]) + word[1..]));
        var target = Path.GetFullPath(folder ?? type);
        if (Directory.Exists(target) && Directory.EnumerateFileSystemEntries(target).Any())
        {
            throw new ClientRefusalException(ExitCodes.Conflict, "already-exists", $"The folder {target} exists and is not empty.", "Choose another one with --out.");
        }

        var assembly = Assembly.GetExecutingAssembly();
        foreach (var resource in assembly.GetManifestResourceNames().Where(resource => resource.StartsWith(Prefix, StringComparison.Ordinal)))
        {
            using var reader = new StreamReader(assembly.GetManifestResourceStream(resource)!);
            var file = Path.Combine(target, Fill(resource[Prefix.Length..].Replace(".txt", "", StringComparison.Ordinal), name, type));
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            File.WriteAllText(file, Fill(reader.ReadToEnd(), name, type));
            if (string.Equals(Path.GetFileName(file), "install", StringComparison.Ordinal))
            {
                File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
            }
        }

        return target;
    }

    private static string Fill(string text, string name, string type) => text
        .Replace("OPERATOR_NAME", name, StringComparison.Ordinal)
        .Replace("OperatorType", type, StringComparison.Ordinal)
        .Replace("ETALON_BIN", EtalonAssemblies(), StringComparison.Ordinal);

    /// <summary>The worker's folder holds the assemblies that operators compile against.</summary>
    private static string EtalonAssemblies() =>
        Path.GetDirectoryName(Environment.GetEnvironmentVariable("ETALON_WORKER_DLL")) ?? AppContext.BaseDirectory.TrimEnd('/');

    [GeneratedRegex("^[a-z][a-z0-9]*(-[a-z0-9]+)*(\\.[a-z][a-z0-9]*(-[a-z0-9]+)*)*$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Name();
}
