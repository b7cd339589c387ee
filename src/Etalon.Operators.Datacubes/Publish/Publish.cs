using System.Collections.Immutable;
using System.Globalization;
using Etalon.Cubes;

namespace Etalon.Operators.Datacubes;

/// <summary>Web pages that show the samples of a cube.</summary>
[Operator("publish", "1.0.0", "cube -> ", Doc = "Writes web pages that show the samples of a cube to people.")]
public sealed class Publish : ISink<Publish.Parameters>
{
    /// <summary>What the user may choose.</summary>
    /// <param name="Path">The folder to make.</param>
    /// <param name="Rows">How many axes number the rows.</param>
    /// <param name="PageRows">Rows on a page.</param>
    /// <param name="Content">What is shown.</param>
    /// <param name="ShowIndex">Whether places stand beside coordinates.</param>
    /// <param name="ShowId">Whether rows are numbered.</param>
    /// <param name="ShowTime">Whether moments are dates.</param>
    /// <param name="Title">What stands at the top.</param>
    /// <param name="Notes">What there is to say besides.</param>
    public sealed record Parameters(
        [Doc("the folder to make; it must not exist")] string Path,
        [Range(-1, 64), Doc("how many axes number the rows, the others lie within each row; -1 for all but the last")] int Rows = -1,
        [Range(0, 1e15), Doc("rows on a page, about; 0 for pages of about a megabyte of samples")] long PageRows = 0,
        [Doc("all, data or metadata")] string Content = "all",
        [Doc("whether places stand beside coordinates")] bool ShowIndex = false,
        [Doc("whether rows are numbered")] bool ShowId = false,
        [Doc("whether moments are dates")] bool ShowTime = true,
        [Doc("what stands at the top; empty for the cube's name")] string Title = "",
        [Doc("what there is to say besides, a name and a text each")] ImmutableSortedDictionary<string, string>? Notes = null);

    /// <inheritdoc />
    public Description Describe(Parameters parameters, Inputs inputs)
    {
        if (inputs[0].Type == SampleType.Complex64)
        {
            throw new RefusalException("unsupported-sample-type", $"Pages show no complex samples; '{inputs[0].Name}' has.", "Take its modulus and phase first.", RefusalKind.Unsupported);
        }

        _ = Request(parameters, inputs);
        return new Description(ImmutableArray<CubeInfo>.Empty);
    }

    /// <inheritdoc />
    public SinkRequest Request(Parameters parameters, Inputs inputs)
    {
        if (string.IsNullOrWhiteSpace(parameters.Path) || parameters.Path.Contains('\0', StringComparison.Ordinal))
        {
            throw new RefusalException("bad-parameter", "Publishing needs the path of a folder to make.", "Set 'path'.");
        }

        if (parameters.Content is not ("all" or "data" or "metadata"))
        {
            throw Refusal.Unknown("content", parameters.Content, ["all", "data", "metadata"]);
        }

        var options = ImmutableSortedDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
        if (parameters.Rows >= 0)
        {
            options["rows"] = parameters.Rows.ToString(CultureInfo.InvariantCulture);
        }

        options["page-rows"] = parameters.PageRows.ToString(CultureInfo.InvariantCulture);
        options["content"] = parameters.Content;
        options["show-index"] = parameters.ShowIndex ? "true" : "false";
        options["show-id"] = parameters.ShowId ? "true" : "false";
        options["show-time"] = parameters.ShowTime ? "true" : "false";
        options["title"] = parameters.Title;
        foreach (var (name, text) in parameters.Notes ?? ImmutableSortedDictionary<string, string>.Empty)
        {
            options[$"note:{name}"] = text;
        }

        return new SinkRequest("html", parameters.Path, options.ToImmutable());
    }
}
