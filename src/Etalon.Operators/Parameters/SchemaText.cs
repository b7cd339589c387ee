using System.Text.Json.Nodes;

namespace Etalon.Operators;

/// <summary>Writes parameter schemas as JSON schema, draft 2020-12.</summary>
internal static class SchemaText
{
    public static JsonObject Of(ParameterSchema schema)
    {
        var json = new JsonObject { ["$schema"] = "https://json-schema.org/draft/2020-12/schema" };
        foreach (var (key, value) in Record(schema))
        {
            json[key] = value?.DeepClone();
        }

        return json;
    }

    private static JsonObject Record(ParameterSchema schema)
    {
        var properties = new JsonObject();
        var required = new JsonArray();
        foreach (var field in schema.Fields)
        {
            properties[field.Name] = Field(field);
            if (field.IsRequired)
            {
                required.Add(JsonValue.Create(field.Name));
            }
        }

        var json = new JsonObject { ["type"] = "object", ["properties"] = properties, ["additionalProperties"] = false };
        if (required.Count > 0)
        {
            json["required"] = required;
        }

        return json;
    }

    private static JsonObject Field(ParameterField field)
    {
        var json = field.Kind == ParameterKind.Record ? Record(field.Nested!) : new JsonObject { ["type"] = TypeName(field.Kind) };
        json["title"] = ParameterNames.Kebab(field.Name).Replace('-', ' ');
        if (field.IsOptional)
        {
            json["type"] = new JsonArray(json["type"]!.GetValue<string>(), "null");
        }

        if (field.Kind == ParameterKind.Choice)
        {
            json["enum"] = new JsonArray([.. field.Choices.Select(name => (JsonNode?)JsonValue.Create(name))]);
            if (field.IsOptional)
            {
                json["enum"]!.AsArray().Add(null);
            }
        }

        if (field.Item is { } item)
        {
            var items = Field(item);
            items.Remove("title");
            json["items"] = items;
        }
        else if (field.Kind == ParameterKind.Map)
        {
            json["additionalProperties"] = new JsonObject { ["type"] = "string" };
        }
        else
        {
            AddNumber(json, "minimum", field.Minimum);
            AddNumber(json, "maximum", field.Maximum);
        }

        AddText(json, "description", field.Doc);
        AddText(json, "x-unit", field.Unit);
        if (field.Default is { } value)
        {
            json["default"] = value.DeepClone();
        }

        return json;
    }

    private static string TypeName(ParameterKind kind) => kind switch
    {
        ParameterKind.Boolean => "boolean",
        ParameterKind.Integer => "integer",
        ParameterKind.Number => "number",
        ParameterKind.List => "array",
        ParameterKind.Map => "object",
        _ => "string",
    };

    private static void AddNumber(JsonObject json, string key, double? value)
    {
        if (value is { } number && double.IsFinite(number))
        {
            json[key] = number;
        }
    }

    private static void AddText(JsonObject json, string key, string text)
    {
        if (text.Length > 0)
        {
            json[key] = text;
        }
    }
}
