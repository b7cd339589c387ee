using Etalon.Catalog;
using Etalon.Cubes;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace Etalon.Server;

/// <summary>Routes under <c>/api/uploads</c>: files that are sent, a part at a time.</summary>
internal static class UploadEndpoints
{
    private const string PartType = "application/offset+octet-stream";

    /// <summary>Maps them.</summary>
    public static void MapUploads(this IEndpointRouteBuilder routes)
    {
        var uploads = routes.MapGroup("/api/uploads").WithTags("Uploads");
        uploads.MapPost("/", Begin).WithName("BeginUpload").Needs(TokenScopes.Write)
            .WithSummary("Begin to send files; the same files of the same person are carried on with.");
        uploads.MapGet("/", List).WithName("ListUploads").WithSummary("The caller's uploads that are not finished, newest first.");
        uploads.MapGet("/{id:guid}", Get).WithName("GetUpload").WithSummary("How far an upload is.");
        uploads.MapPatch("/{id:guid}", Receive).WithName("SendPart").Needs(TokenScopes.Write).WithMetadata(new RequestSizeLimitAttribute(UploadDesk.MostAtOnce))
            .Accepts<Stream>(PartType).WithSummary("The next bytes; the files are one stream, in the order of their list.");
        uploads.MapPost("/{id:guid}/import", Import).WithName("ImportUpload").Needs(TokenScopes.Write)
            .WithSummary("Make a dataset of it; the upload vanishes when that is done.");
        uploads.MapDelete("/{id:guid}", Delete).WithName("DeleteUpload").Needs(TokenScopes.Write).WithSummary("Throw it away.");
    }

    private static async Task<Results<Created<UploadView>, Ok<UploadView>>> Begin(UploadOrder order, HttpContext context, UploadDesk desk)
    {
        var (upload, isNew) = await desk.BeginAsync(order, Caller.PersonOf(context), context.RequestAborted);
        return isNew ? TypedResults.Created($"/api/uploads/{upload.Id}", UploadView.Of(upload)) : TypedResults.Ok(UploadView.Of(upload));
    }

    private static async Task<UploadList> List(HttpContext context, UploadDesk desk) =>
        new([.. (await desk.ListAsync(Caller.PersonOf(context), context.RequestAborted)).Select(UploadView.Of)]);

    private static async Task<UploadView> Get(Guid id, HttpContext context, CatalogDatabase catalog) =>
        UploadView.Of(await new GetUpload(catalog.Source).RunAsync(id, Caller.PersonOf(context), context.RequestAborted));

    private static async Task<UploadView> Receive(
        Guid id, [FromHeader(Name = "Upload-Offset")] long? offset, [FromHeader(Name = "Content-Digest")] string? digest, HttpContext context, UploadDesk desk)
    {
        var person = Caller.PersonOf(context);
        return UploadView.Of(await desk.ReceiveAsync(
            id, offset ?? throw new RefusalException("no-offset", "The header Upload-Offset is missing.", "It says from which byte on the part goes: what GET tells as 'received'."),
            digest, context.Request, person));
    }

    private static async Task<RunView> Import(
        Guid id, UploadImportOrder order, double? wait, HttpContext context, UploadDesk desk, RunExecutor executor, RunLookup lookup)
    {
        var ordered = await desk.ImportAsync(id, order, Caller.Of(context), Caller.PersonOf(context), context.RequestAborted);
        var view = await RunEndpoints.AwaitAsync(ordered, wait, context, executor, lookup);
        if (view.State is "done")
        {
            await desk.SweepAsync(context.RequestAborted);
        }

        return view;
    }

    private static async Task<Deleted> Delete(Guid id, HttpContext context, UploadDesk desk)
    {
        await desk.DeleteAsync(id, Caller.PersonOf(context), context.RequestAborted);
        return new Deleted(id);
    }

    /// <summary>Somebody's uploads.</summary>
    /// <param name="Items">The newest first.</param>
    internal sealed record UploadList(IReadOnlyList<UploadView> Items);

    /// <summary>What is gone.</summary>
    /// <param name="Id">Its id.</param>
    internal sealed record Deleted([property: System.Text.Json.Serialization.JsonPropertyName("deleted")] Guid Id);
}
