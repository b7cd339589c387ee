using System.Collections.Immutable;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text.Json.Nodes;

namespace Etalon.Operators;

/// <summary>How a parameter record is made: constructor arguments first, then properties with init.</summary>
internal sealed class RecordShape
{
    private readonly ConstructorInfo _constructor;

    private RecordShape(ConstructorInfo constructor, ImmutableArray<Member> members)
    {
        _constructor = constructor;
        Members = members;
    }

    /// <summary>Members in declared order; constructor parameters come first.</summary>
    public ImmutableArray<Member> Members { get; }

    public static RecordShape Of(Type type)
    {
        var constructor = type.GetConstructors()
            .Where(candidate => candidate.GetParameters() is not [var only] || only.ParameterType != type)
            .MaxBy(candidate => candidate.GetParameters().Length)
            ?? throw new InvalidOperationException($"{type.Name} has no public constructor.");
        var nullability = new NullabilityInfoContext();
        var members = ImmutableArray.CreateBuilder<Member>();
        foreach (var parameter in constructor.GetParameters())
        {
            var property = type.GetProperty(parameter.Name!);
            var needed = !parameter.HasDefaultValue;
            var value = needed ? null : EmptyListFor(parameter.ParameterType, parameter.DefaultValue);
            var optional = nullability.Create(parameter).WriteState == NullabilityState.Nullable;
            members.Add(Member.From(parameter.Name!, parameter.ParameterType, property, parameter, optional, needed && !optional, value));
        }

        var prototype = Prototype(constructor, members);
        foreach (var property in type.GetProperties(BindingFlags.Public | BindingFlags.Instance))
        {
            if (property.SetMethod is { IsPublic: true }
                && !members.Any(member => string.Equals(member.Property?.Name, property.Name, StringComparison.Ordinal)))
            {
                var needed = property.IsDefined(typeof(RequiredMemberAttribute));
                var value = prototype is null ? null : EmptyListFor(property.PropertyType, property.GetValue(prototype));
                var optional = nullability.Create(property).WriteState == NullabilityState.Nullable;
                members.Add(Member.From(property.Name, property.PropertyType, property, null, optional, needed, value));
            }
        }

        return new RecordShape(constructor, members.ToImmutable());
    }

    /// <summary>The record with those values, in the order of <see cref="Members"/>.</summary>
    public object Create(object?[] values)
    {
        var arguments = values[.._constructor.GetParameters().Length];
        var record = _constructor.Invoke(BindingFlags.DoNotWrapExceptions, null, arguments, null);
        for (var i = arguments.Length; i < values.Length; i++)
        {
            Members[i].Property!.SetValue(record, values[i], BindingFlags.DoNotWrapExceptions, null, null, null);
        }

        return record;
    }

    /// <summary>A record whose init properties show their defaults; stand-ins for what has none.</summary>
    private static object? Prototype(ConstructorInfo constructor, ImmutableArray<Member>.Builder members)
    {
        var arguments = constructor.GetParameters()
            .Select((parameter, i) => members[i].Default ?? EmptyListFor(parameter.ParameterType, StandIn(parameter.ParameterType)))
            .ToArray();
        try
        {
            return constructor.Invoke(arguments);
        }
        catch (TargetInvocationException)
        {
            // A record that checks its arguments cannot show the defaults of its init properties; its types' defaults are used.
            return null;
        }
    }

    private static object? StandIn(Type type) => type switch
    {
        _ when type == typeof(string) => "",
        { IsValueType: true } => RuntimeHelpers.GetUninitializedObject(type),
        _ => null,
    };

    /// <summary>An <c>ImmutableArray</c> that was never set is an empty list to users.</summary>
    private static object? EmptyListFor(Type type, object? value)
    {
        if (!type.IsGenericType || type.GetGenericTypeDefinition() != typeof(ImmutableArray<>))
        {
            return value is null && type.IsValueType && Nullable.GetUnderlyingType(type) is null
                ? RuntimeHelpers.GetUninitializedObject(type)
                : value;
        }

        var isUnset = value is null || (bool)type.GetProperty("IsDefault")!.GetValue(value)!;
        return isUnset ? type.GetField("Empty")!.GetValue(null) : value;
    }

    /// <summary>One member of the record.</summary>
    public sealed record Member(ParameterField Field, PropertyInfo? Property, object? Default)
    {
        public static Member From(
            string name, Type type, PropertyInfo? property, ParameterInfo? parameter, bool optional, bool needed, object? value)
        {
            TAttribute? Find<TAttribute>()
                where TAttribute : Attribute =>
                parameter?.GetCustomAttribute<TAttribute>() ?? property?.GetCustomAttribute<TAttribute>();

            var range = Find<RangeAttribute>();
            var field = FieldOf(ParameterNames.Camel(name), Nullable.GetUnderlyingType(type) ?? type) with
            {
                Doc = Find<DocAttribute>()?.Text ?? "",
                Unit = Find<UnitAttribute>()?.Unit ?? "",
                Minimum = range?.Minimum,
                Maximum = range?.Maximum,
                IsOptional = optional || Nullable.GetUnderlyingType(type) is not null,
                IsRequired = needed,
            };
            if (field.Item is { } item)
            {
                // Units and ranges of a list hold for each item.
                field = field with
                {
                    Item = item with { Unit = field.Unit, Minimum = field.Minimum, Maximum = field.Maximum },
                };
            }

            JsonNode? written = needed || value is null ? null : ParameterWriting.Write(field, value);
            return new Member(field with { Default = written }, property, needed ? null : value);
        }

        private static ParameterField FieldOf(string name, Type type)
        {
            var kind = ParameterNames.KindOf(type, out var item);
            return new ParameterField(name, kind, type)
            {
                Choices = kind == ParameterKind.Choice ? ParameterNames.ChoicesOf(type) : [],
                Item = kind == ParameterKind.List ? FieldOf(name, item!) : null,
                Nested = kind == ParameterKind.Record ? ParameterSchema.For(type) : null,
            };
        }
    }
}
