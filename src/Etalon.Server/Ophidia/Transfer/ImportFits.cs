using System.Globalization;
using System.Text.Json.Nodes;
using Etalon.Cubes;
using Etalon.Ophidia;

namespace Etalon.Server;

/// <summary><c>oph_importfits</c>: an image of a FITS file becomes a cube whose dimensions are NAXIS1, NAXIS2, ….</summary>
internal sealed class ImportFits(OphidiaFiles files, CubeImport import) : IOphidiaOperator
{
    /// <inheritdoc />
    public async Task<OphidiaAnswer> RunAsync(OphidiaCall call, CancellationToken cancellation)
    {
        var arguments = call.Arguments;
        var path = files.Sources(arguments, "src_path") is [var one] ? one : throw arguments.Bad("src_path", "names several files; an image comes from one");
        var seen = await import.LookAsync(path, cancellation);
        if ((string)seen["format"]! is not "fits" and var format)
        {
            throw arguments.Bad("src_path", $"names '{path}', which is no FITS file but {format}");
        }

        var image = Image(arguments, CubeImport.Cubes(seen), path);
        var measure = arguments.Text("measure") ?? image.Name;
        var opened = ImportTranslation.Open([path], image.Name, "");
        if (!string.Equals(measure, image.Name, StringComparison.Ordinal))
        {
            opened = CubeStep.Of("duplicate", opened, new JsonObject { ["name"] = measure });
        }

        // The places of this operator's selections count from 1, as NAXISn do; those of oph_importnc from 0.
        var draft = ImportTranslation.Draft(arguments, image with { Name = measure }, opened, call.Visit.Row.Strict, origin: 1);
        return await import.RunAsync(call, [path], seen, draft, image, cancellation);
    }

    /// <summary>The image of the part that is named; where none is named, the first one.</summary>
    private static CubeInfo Image(OphidiaArguments arguments, CubeInfo[] images, string path)
    {
        var wanted = arguments.Whole("hdu", 1);
        return Array.Find(images, image => PartOf(image) == wanted || !arguments.Has("hdu"))
            ?? throw arguments.Bad(
                "hdu", string.Create(CultureInfo.InvariantCulture, $"is {wanted}, which is no image of '{path}'; its images are {Refusal.Names([.. images.Select(static image => string.Create(CultureInfo.InvariantCulture, $"{PartOf(image)} ({image.Name})"))])}"));
    }

    private static double PartOf(CubeInfo image) => image.Attributes["HDU"] is { Numbers: [var part] } ? part : 0;
}
