using Etalon.Native;

namespace Etalon.Storage;

/// <summary>Describes nodes of a file as h5grove describes entities.</summary>
internal sealed class Hdf5NodeJson(Hdf5Paths paths, BoundedJson to)
{
    /// <summary>Writes a node, with the members of a group if wanted.</summary>
    public void Write(Hdf5Node node, bool withMembers)
    {
        to.Step();
        to.Json.WriteStartObject();
        to.Json.WriteString("name", node.Name);
        if (node.Place is { } place)
        {
            using var found = place.Open();
            WriteObject(node, place, found, withMembers);
        }
        else
        {
            WriteLink(node.Link!);
        }

        to.Json.WriteEndObject();
    }

    private void WriteLink(Hdf5Link link)
    {
        to.Json.WriteString("kind", link.Kind switch { Hdf5LinkKind.Soft => "soft_link", Hdf5LinkKind.External => "external_link", _ => "other" });
        if (link.Kind == Hdf5LinkKind.External)
        {
            to.Json.WriteString("target_file", link.TargetFile);
        }

        to.Json.WriteString("target_path", link.Target);
    }

    private void WriteObject(Hdf5Node node, Hdf5Place place, Hdf5Object found, bool withMembers)
    {
        to.Json.WriteString("kind", found switch { Hdf5Dataset => "dataset", Hdf5Group => "group", _ => "datatype" });
        WriteAttributes(found);
        switch (found)
        {
            case Hdf5Dataset dataset:
                WriteDataset(place, dataset);
                break;
            case Hdf5NamedType named:
                to.Json.WritePropertyName("type");
                Hdf5TypeJson.Write(to.Json, named.Type);
                break;
            case Hdf5Group group when withMembers:
                WriteMembers(node, place, group);
                break;
            default:
                break;
        }
    }

    private void WriteAttributes(Hdf5Object found)
    {
        to.Json.WriteStartArray("attributes");
        foreach (var head in Heads(found))
        {
            to.Step();
            to.Json.WriteStartObject();
            to.Json.WriteString("name", head.Name);
            WriteShape(head.Shape);
            to.Json.WritePropertyName("type");
            Hdf5TypeJson.Write(to.Json, head.Type);
            to.Json.WriteEndObject();
        }

        to.Json.WriteEndArray();
    }

    /// <summary>What is known of each attribute; one that cannot be opened is left out.</summary>
    public static IEnumerable<Hdf5AttributeHead> Heads(Hdf5Object found)
    {
        foreach (var name in found.Attributes.Names())
        {
            Hdf5AttributeHead head;
            try
            {
                head = found.Attributes.Head(name);
            }
            catch (NativeException)
            {
                continue;
            }

            yield return head;
        }
    }

    private void WriteDataset(Hdf5Place place, Hdf5Dataset dataset)
    {
        if (VirtualOpening.Outside(place.Source, dataset) is null)
        {
            dataset.TakeVirtualShape(place.Source);
        }

        WriteShape(Hdf5NodeArray.ShapeOf(dataset));
        to.Json.WritePropertyName("type");
        Hdf5TypeJson.Write(to.Json, dataset.Type);
        if (dataset.Creation.ChunkShape.Count > 0)
        {
            Hdf5TypeJson.WriteLengths(to.Json, "chunks", dataset.Creation.ChunkShape);
        }
        else
        {
            to.Json.WriteNull("chunks");
        }

        WriteFilters(dataset.Creation.Filters);
    }

    private void WriteFilters(IReadOnlyList<Hdf5Filter> filters)
    {
        if (filters.Count == 0)
        {
            to.Json.WriteNull("filters");
            return;
        }

        to.Json.WriteStartArray("filters");
        foreach (var filter in filters)
        {
            to.Json.WriteStartObject();
            to.Json.WriteNumber("id", filter.Id);
            to.Json.WriteString("name", filter.Name.Length > 0 ? filter.Name : Hdf5FilterSupport.NameOf(filter.Id));
            to.Json.WriteEndObject();
        }

        to.Json.WriteEndArray();
    }

    private void WriteShape(IReadOnlyList<long>? shape)
    {
        if (shape is null)
        {
            to.Json.WriteNull("shape");
        }
        else
        {
            Hdf5TypeJson.WriteLengths(to.Json, "shape", shape);
        }
    }

    /// <summary>Members, those too that cannot be opened: they are of a kind that viewers show as they are.</summary>
    private void WriteMembers(Hdf5Node node, Hdf5Place place, Hdf5Group group)
    {
        to.Json.WriteStartArray("children");
        foreach (var link in group.Links())
        {
            var path = node.Path is "/" ? "/" + link.Name : $"{node.Path}/{link.Name}";
            var member = paths.Of(place, link, path, LinkResolution.OnlyValid);
            if (member.Place is null || CanOpen(member.Place))
            {
                Write(member, withMembers: false);
            }
            else
            {
                to.Json.WriteStartObject();
                to.Json.WriteString("name", member.Name);
                to.Json.WriteString("kind", "other");
                to.Json.WriteEndObject();
            }
        }

        to.Json.WriteEndArray();
    }

    private static bool CanOpen(Hdf5Place place)
    {
        try
        {
            using var found = place.Open();
            return true;
        }
        catch (Exception error) when (error is NativeException or OverflowException)
        {
            return false;
        }
    }
}
