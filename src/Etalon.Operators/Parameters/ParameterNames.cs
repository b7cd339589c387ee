using System.Collections.Immutable;
using System.Text;
using Etalon.Cubes;

namespace Etalon.Operators;

/// <summary>How C# names and types appear to users.</summary>
internal static class ParameterNames
{
    private static readonly Type[] Integers =
    [
        typeof(int), typeof(long), typeof(short), typeof(sbyte), typeof(byte), typeof(ushort), typeof(uint), typeof(ulong),
    ];

    public static string Camel(string name) => char.ToLowerInvariant(name[0]) + name[1..];

    /// <summary><c>NearestNeighbour</c> becomes <c>nearest-neighbour</c>.</summary>
    public static string Kebab(string name)
    {
        var text = new StringBuilder(name.Length + 4);
        for (var i = 0; i < name.Length; i++)
        {
            var startsWord = i > 0 && char.IsUpper(name[i])
                && (!char.IsUpper(name[i - 1]) || (i + 1 < name.Length && char.IsLower(name[i + 1])));
            text.Append(startsWord ? "-" : "").Append(char.ToLowerInvariant(name[i]));
        }

        return text.ToString();
    }

    /// <summary>The names of an enumeration, in declared order.</summary>
    public static ImmutableArray<string> ChoicesOf(Type type) =>
        type == typeof(SampleType) ? [.. SampleTypes.All] : [.. Enum.GetNames(type).Select(Kebab)];

    public static ParameterKind KindOf(Type type, out Type? item)
    {
        item = ItemOf(type);
        return type switch
        {
            _ when type == typeof(bool) => ParameterKind.Boolean,
            _ when Array.IndexOf(Integers, type) >= 0 => ParameterKind.Integer,
            _ when type == typeof(double) || type == typeof(float) => ParameterKind.Number,
            _ when type == typeof(string) => ParameterKind.Text,
            { IsEnum: true } => ParameterKind.Choice,
            _ when item is not null => ParameterKind.List,
            _ when type == typeof(ImmutableSortedDictionary<string, string>) => ParameterKind.Map,
            { IsClass: true } => ParameterKind.Record,
            _ => throw new NotSupportedException($"A parameter cannot be a {type.Name}."),
        };
    }

    private static Type? ItemOf(Type type) => type switch
    {
        { IsArray: true } => type.GetElementType(),
        { IsGenericType: true } when type.GetGenericTypeDefinition() == typeof(ImmutableArray<>)
            || type.GetGenericTypeDefinition() == typeof(IReadOnlyList<>) => type.GetGenericArguments()[0],
        _ => null,
    };
}
