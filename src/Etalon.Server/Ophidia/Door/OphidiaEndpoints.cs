using System.Globalization;
using System.Text.Json.Nodes;
using Etalon.Catalog;
using Etalon.Cubes;
using Etalon.Ophidia;
using Microsoft.AspNetCore.Http.Features;

namespace Etalon.Server;

/// <summary>Ophidia's language over HTTP, for the command line and the portal: the same desk as behind the door for Ophidia's own clients.</summary>
internal static class OphidiaEndpoints
{
    private const int KeptBytes = 4 << 20;

    /// <summary>What is asked.</summary>
    /// <param name="Text">A command, a nested call, or the JSON of a request.</param>
    public sealed record Question(string Text)
    {
        /// <summary>The session's address; empty for a new one, <c>null</c> in letters for the last one.</summary>
        public string Session { get; init; } = "";

        /// <summary>The folder of the session in which the user stands.</summary>
        public string Cwd { get; init; } = "";

        /// <summary>The folder of files in which the user stands.</summary>
        public string Cdd { get; init; } = "";

        /// <summary>The cube for operators that are given none.</summary>
        public string Cube { get; init; } = "";
    }

    /// <summary>Maps them.</summary>
    public static void MapOphidia(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/api/ophidia").WithTags("Ophidia");
        group.MapPost("/", AskAsync).WithName("AskOphidia").WithSummary("Carry out a request in Ophidia's language; the answer is the document its clients get.").Produces<JsonObject>();
        group.MapGet("/manual", Manual).WithName("OphidiaManual").WithSummary("All operators and all primitives with their arguments.");
    }

    private static async Task AskAsync(Question question, HttpContext context, OphidiaDesk desk, CatalogDatabase catalog)
    {
        var viewer = Caller.Of(context);
        var id = viewer.Person ?? throw new RefusalException("no-person", "Sessions belong to people.", kind: RefusalKind.Forbidden);
        var name = (await new ListPersons(catalog.Source).RunAsync(context.RequestAborted)).FirstOrDefault(person => person.Id == id)?.Name ?? "";
        try
        {
            var json = RequestText.ToJson(question.Text, ("sessionid", question.Session), ("cwd", question.Cwd), ("cdd", question.Cdd), ("cube", question.Cube));
            await WriteAsync(await desk.AnswerAsync(new KnownPerson(id, name, viewer.Roles), json, context.RequestAborted), context);
        }
        catch (OphidiaException error) when (!context.Response.HasStarted)
        {
            throw new RefusalException(
                string.Create(CultureInfo.InvariantCulture, $"ophidia-{(int)error.Error}"),
                error.Message,
                "'etalon oph' without anything is a prompt; 'help' there shows what can be asked.",
                error.Error is OphidiaError.Authentication ? RefusalKind.Forbidden : RefusalKind.Invalid,
                error);
        }
    }

    private static async Task WriteAsync(OphidiaReply reply, HttpContext context)
    {
        context.Response.ContentType = "application/json";
        context.Response.Headers["X-Ophidia-Job"] = reply.JobId;
        if (reply.Document is not { } document)
        {
            await context.Response.WriteAsJsonAsync(new { job = reply.JobId }, context.RequestAborted);
            return;
        }

        // The document writes its rows while it enumerates them, and waits for the other side where that is slower.
        context.Features.Get<IHttpBodyControlFeature>()!.AllowSynchronousIO = true;
        using var copy = new KeptCopy(KeptBytes);
        var isWhole = false;
        try
        {
            await using (var body = new BufferedStream(new TwinStream(context.Response.Body, copy), 64 << 10))
            {
                document.Write(body);
            }

            isWhole = true;
        }
        finally
        {
            await reply.Written(isWhole ? copy.Text : null, isWhole);
        }
    }

    private static JsonObject Manual(OphidiaOperators operators) => new()
    {
        ["operators"] = new JsonArray([.. operators.Manuals.Select(static manual => (JsonNode)new JsonObject
        {
            ["name"] = manual.Name,
            ["doc"] = manual.Doc,
            ["role"] = manual.Role.ToString().ToLowerInvariant(),
            ["aliases"] = Texts(manual.Aliases),
            ["arguments"] = Arguments(manual.Arguments),
        })]),
        ["primitives"] = Texts(PrimitiveManuals.All.Select(static primitive => primitive.Name)),
        ["primitiveManuals"] = new JsonArray([.. PrimitiveManuals.All.Select(static primitive => (JsonNode)new JsonObject
        {
            ["name"] = primitive.Name,
            ["doc"] = primitive.Doc,
            ["signature"] = primitive.Signature,
            ["kind"] = primitive.Kind,
            ["aliases"] = Texts(primitive.Aliases),
            ["arguments"] = Arguments(primitive.Arguments),
        })]),
    };

    private static JsonArray Arguments(IEnumerable<OphidiaArgument> arguments) => [.. arguments.Select(static argument => (JsonNode)new JsonObject
    {
        ["name"] = argument.Name,
        ["type"] = argument.Type,
        ["default"] = argument.Default,
        ["doc"] = argument.Doc,
        ["values"] = Texts(argument.Values),
    })];

    private static JsonArray Texts(IEnumerable<string> texts) => [.. texts.Select(static text => (JsonNode)text)];
}
