using System.Collections.Immutable;
using System.Text.Json;
using Etalon.Cubes;

namespace Etalon.Storage;

/// <summary>Collects a store's groups and arrays.</summary>
internal sealed class ZarrTreeReading(ContainedFolder folder)
{
    private static readonly JsonElement Nothing = JsonElement.Parse("{}");

    private readonly List<ZarrArrayInfo> _arrays = [];
    private readonly SortedDictionary<string, JsonElement> _groups = new(StringComparer.Ordinal);
    private readonly List<string> _remarks = [];
    private JsonElement _root = Nothing;
    private int _nodes;

    /// <summary>What was collected.</summary>
    public ZarrTree Result() => new(_root, [.. _arrays], _groups.ToImmutableSortedDictionary(StringComparer.Ordinal), [.. _remarks]);

    /// <summary>Collects.</summary>
    public void Run()
    {
        if (Read("zarr.json") is { } root)
        {
            ReadV3(root);
        }
        else if (Read(".zmetadata") is { } consolidated)
        {
            ReadV2Consolidated(consolidated);
        }
        else
        {
            WalkV2("", 0);
        }
    }

    /// <summary>Whether a path within a store stays in it and names nothing hidden.</summary>
    private static bool IsSafe(string path) =>
        path.Split('/').All(part => part.Length > 0 && part is not ("." or "..") && !part.Contains('\0', StringComparison.Ordinal));

    private JsonElement? Read(string name)
    {
        var file = Path.Combine(folder.Path, name);
        return folder.TryReadAll(file, ZarrLimits.MetadataBytes) is { } text ? ZarrJson.Parse(text, file) : null;
    }

    private void ReadV3(JsonElement root)
    {
        var file = Path.Combine(folder.Path, "zarr.json");
        if (ZarrJson.Number(root, "zarr_format", 3, file) != 3)
        {
            throw ZarrRefusals.Unsupported("format version", root.GetProperty("zarr_format").GetRawText(), file);
        }

        AddV3("", root, file);
        var metadata = ZarrJson.Optional(root, "consolidated_metadata") is { } consolidated
            ? ZarrJson.Optional(consolidated, "metadata")
            : null;
        if (metadata is { ValueKind: JsonValueKind.Object } nodes)
        {
            foreach (var node in nodes.EnumerateObject())
            {
                AddV3(Checked(node.Name, file), node.Value, file);
            }
        }
        else if (IsGroup(root))
        {
            WalkV3("", 0);
        }
    }

    private void WalkV3(string group, int depth)
    {
        foreach (var name in Folders(group, depth))
        {
            var path = group.Length == 0 ? name : $"{group}/{name}";
            if (Read($"{path}/zarr.json") is not { } node)
            {
                continue;
            }

            AddV3(path, node, Path.Combine(folder.Path, path, "zarr.json"));
            if (IsGroup(node))
            {
                WalkV3(path, depth + 1);
            }
        }
    }

    private void AddV3(string path, JsonElement node, string file)
    {
        Count(file);
        if (IsGroup(node))
        {
            AddGroup(path, ZarrJson.Optional(node, "attributes"));
        }
        else
        {
            AddArray(path, () => ZarrV3.Parse(path, node, file));
        }
    }

    private void ReadV2Consolidated(JsonElement consolidated)
    {
        var file = Path.Combine(folder.Path, ".zmetadata");
        var nodes = ZarrJson.Member(consolidated, "metadata", file);
        foreach (var node in nodes.EnumerateObject())
        {
            var slash = node.Name.LastIndexOf('/');
            var path = slash < 0 ? "" : Checked(node.Name[..slash], file);
            var attributes = ZarrJson.Optional(nodes, path.Length == 0 ? ".zattrs" : $"{path}/.zattrs");
            AddV2(path, node.Name[(slash + 1)..], node.Value, attributes, file);
        }
    }

    private void WalkV2(string group, int depth)
    {
        var prefix = group.Length == 0 ? "" : group + "/";
        var attributes = Read(prefix + ".zattrs");
        if (Read(prefix + ".zarray") is { } array)
        {
            AddV2(group, ".zarray", array, attributes, Path.Combine(folder.Path, group, ".zarray"));
            return;
        }

        if (Read(prefix + ".zgroup") is not { } node)
        {
            return;
        }

        AddV2(group, ".zgroup", node, attributes, Path.Combine(folder.Path, group, ".zgroup"));
        foreach (var name in Folders(group, depth))
        {
            WalkV2(prefix + name, depth + 1);
        }
    }

    private void AddV2(string path, string kind, JsonElement node, JsonElement? attributes, string file)
    {
        if (kind is ".zgroup")
        {
            Count(file);
            AddGroup(path, attributes);
        }
        else if (kind is ".zarray")
        {
            Count(file);
            AddArray(path, () => ZarrV2.Parse(path, node, attributes, file));
        }
    }

    private void AddGroup(string path, JsonElement? attributes)
    {
        var held = attributes is { ValueKind: JsonValueKind.Object } given ? given : Nothing;
        if (path.Length == 0)
        {
            _root = held;
        }
        else
        {
            _groups[path] = held;
        }
    }

    /// <summary>An array that uses something unknown is no reason to refuse the others.</summary>
    private void AddArray(string path, Func<ZarrArrayInfo> parse)
    {
        try
        {
            _arrays.Add(parse());
        }
        catch (RefusalException refusal) when (refusal.Kind == RefusalKind.Unsupported && path.Length > 0)
        {
            _remarks.Add($"Array '{path}' is not read: {refusal.Message}");
        }
    }

    private string[] Folders(string group, int depth)
    {
        if (depth >= ZarrLimits.GroupDepth)
        {
            throw Refusal.Corrupt(Path.Combine(folder.Path, group), $"its groups are more than {ZarrLimits.GroupDepth} deep");
        }

        return [.. Directory.EnumerateDirectories(Path.Combine(folder.Path, group))
            .Select(path => Path.GetFileName(path))
            .Where(name => !name.StartsWith('.'))
            .Order(StringComparer.Ordinal)
            .Take(ZarrLimits.Nodes)];
    }

    private static bool IsGroup(JsonElement node) =>
        ZarrJson.Optional(node, "node_type") is { ValueKind: JsonValueKind.String } type && type.ValueEquals("group");

    private static string Checked(string path, string file) =>
        IsSafe(path) ? path : throw Refusal.Corrupt(file, $"it names the array '{path}', which may lead out of the store");

    private void Count(string file)
    {
        if (++_nodes > ZarrLimits.Nodes)
        {
            throw Refusal.Corrupt(file, $"it has more than {ZarrLimits.Nodes} groups and arrays");
        }
    }
}
