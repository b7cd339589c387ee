using System.Reflection;
using System.Security.Cryptography;
using System.Text;

namespace Etalon.Operators;

/// <summary>Finds the operators of an assembly.</summary>
internal static class OperatorDiscovery
{
    private static readonly (Type Contract, OperatorKind Kind)[] Contracts =
    [
        (typeof(IMapOperator<>), OperatorKind.Map), (typeof(IReduceOperator<>), OperatorKind.Reduce),
        (typeof(IStreamOperator<>), OperatorKind.Stream), (typeof(ISource<>), OperatorKind.Source),
        (typeof(ISink<>), OperatorKind.Sink), (typeof(IProgram<>), OperatorKind.Program),
        (typeof(IComposite<>), OperatorKind.Composite), (typeof(IFileSource<>), OperatorKind.FileSource),
    ];

    public static IEnumerable<OperatorEntry> Find(Assembly assembly, List<PluginProblem> problems)
    {
        var origin = assembly.GetName().Name ?? "?";
        var hash = new Lazy<string>(() => Hash(assembly));
        foreach (var type in Types(assembly, origin, problems))
        {
            if (TryEntry(type, origin, hash, problems) is { } entry)
            {
                yield return entry;
            }
        }
    }

    private static IEnumerable<Type> Types(Assembly assembly, string origin, List<PluginProblem> problems)
    {
        try
        {
            return assembly.GetTypes();
        }
        catch (ReflectionTypeLoadException failure)
        {
            problems.Add(new PluginProblem(origin, failure.LoaderExceptions.FirstOrDefault()?.Message ?? failure.Message));
            return failure.Types.OfType<Type>();
        }
    }

    private static OperatorEntry? TryEntry(Type type, string origin, Lazy<string> hash, List<PluginProblem> problems)
    {
        // A plug-in is foreign code: whatever it throws while it is looked at is its problem, not the system's.
#pragma warning disable CA1031
        try
        {
            return type.GetCustomAttribute<OperatorAttribute>() is { } attribute ? Entry(type, attribute, origin, hash.Value) : null;
        }
        catch (Exception failure)
        {
            problems.Add(new PluginProblem($"{origin}: {type.Name}", failure.Message));
            return null;
        }
#pragma warning restore CA1031
    }

    private static OperatorEntry Entry(Type type, OperatorAttribute attribute, string origin, string hash)
    {
        var found = type.GetInterfaces()
            .Where(contract => contract.IsGenericType)
            .Select(contract => (
                Parameters: contract.GetGenericArguments()[0],
                Known: Array.Find(Contracts, pair => pair.Contract == contract.GetGenericTypeDefinition())))
            .Where(pair => pair.Known.Contract is not null)
            .ToArray();
        if (found.Length != 1)
        {
            throw new InvalidOperationException(
                $"{type.Name} implements {found.Length} operator interfaces; it must implement exactly one.");
        }

        _ = SemanticVersion.Parse(attribute.Version);
        var instance = Activator.CreateInstance(type)
            ?? throw new InvalidOperationException($"{type.Name} needs a public constructor without arguments.");
        var (parameters, known) = found[0];
        return new OperatorEntry(
            attribute, known.Kind, OperatorBinding.Of(instance, parameters), ParameterSchema.For(parameters), origin, hash);
    }

    private static string Hash(Assembly assembly)
    {
        if (File.Exists(assembly.Location))
        {
            using var file = File.OpenRead(assembly.Location);
            return Convert.ToHexStringLower(SHA256.HashData(file));
        }

        // Without a file (single-file deployment) the module's own identity changes with every build that changes code.
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(assembly.ManifestModule.ModuleVersionId.ToString("N"))));
    }
}
