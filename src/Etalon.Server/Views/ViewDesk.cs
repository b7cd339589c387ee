using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Etalon.Catalog;
using Etalon.Cubes;

namespace Etalon.Server;

/// <summary>
/// Answers looks at cubes: who may look is asked first, then whether the client has the answer, then the memory of former answers;
/// only then a worker reads. A client that goes away stops the reading.
/// </summary>
public sealed class ViewDesk(RunLookup lookup, EtalonHome home, WorkerPool workers, PyramidShelf pyramids) : IDisposable
{
    /// <summary>Raised when an answer to the same question would look different from before.</summary>
    private const int Edition = 2;

    /// <summary>To be asked for again before it is shown again.</summary>
    private const string ForNow = "private, no-cache";

    private const long CacheBytes = 256L << 20;

    /// <summary>Looks that are computed at one time: twice the cores, so that one that waits for a disk holds up no other.</summary>
    private readonly SemaphoreSlim _room = new(2 * Environment.ProcessorCount);
    private readonly ViewCache _cache = new(CacheBytes);

    /// <summary>Bytes of answers that are kept.</summary>
    public long CachedBytes => _cache.Bytes;

    /// <summary>Answers a look that a worker computes.</summary>
    /// <param name="cube"><c>ID</c> or <c>ID/CUBE</c>.</param>
    /// <param name="call">What the worker is asked.</param>
    /// <param name="view">The question; its text is part of the answer's name.</param>
    /// <param name="context">The request.</param>
    /// <param name="read">Makes the answer of what the worker says.</param>
    public async Task<IResult> LookAsync(string cube, string call, JsonObject view, HttpContext context, Func<WorkerReply, View> read)
    {
        var (dataset, name) = await lookup.CubeAsync(cube, Caller.Of(context), context.RequestAborted);
        var message = new JsonObject { ["path"] = home.Resolve(dataset.Dataset.Location), ["cube"] = name, ["view"] = view };
        return await AnswerAsync(dataset.Dataset, $"{call}\n{name}\n{view.ToJsonString()}", context, async () => read(await CallAsync(dataset.Dataset, call, message, context)));
    }

    /// <summary>Answers a look at a plane, from the cube's pyramid where that is quicker. Where there is none yet and one would help, it is made.</summary>
    public async Task<IResult> LookAtPlaneAsync(string cube, JsonObject view, HttpContext context, Func<WorkerReply, View> read)
    {
        var (dataset, name) = await lookup.CubeAsync(cube, Caller.Of(context), context.RequestAborted);
        var pyramid = pyramids.Find(dataset.Dataset, name);
        var message = new JsonObject { ["path"] = home.Resolve(dataset.Dataset.Location), ["cube"] = name, ["view"] = view, ["pyramid"] = pyramid };
        return await AnswerAsync(dataset.Dataset, $"frame\n{name}\n{(pyramid is null ? "" : "pyramid")}\n{view.ToJsonString()}", context, ReadAsync, mayImprove: pyramid is null);

        async Task<View> ReadAsync()
        {
            try
            {
                var reply = await CallAsync(dataset.Dataset, "frame", message, context);
                var wants = (bool?)reply.Result["wantsPyramid"] ?? false;
                if (wants)
                {
                    pyramids.Want(dataset.Dataset, name);
                }

                return read(reply) with { IsForNow = wants };
            }
            catch (RefusalException) when (pyramid is not null)
            {
                // It was taken away just now, or is damaged: the cube itself has the answer, or the same refusal.
                message.Remove("pyramid");
                var reply = await CallAsync(dataset.Dataset, "frame", message, context);
                StagingFolder.Remove(pyramid);
                return read(reply) with { IsForNow = true };
            }
            catch (RefusalException refusal) when (refusal.Kind == RefusalKind.TooLarge)
            {
                pyramids.Want(dataset.Dataset, name);
                throw;
            }
        }
    }

    /// <summary>Answers a question about a dataset that may be looked at, from memory if it was answered before.</summary>
    /// <param name="dataset">The dataset.</param>
    /// <param name="question">The question; another one has another name.</param>
    /// <param name="context">The request.</param>
    /// <param name="make">Makes the answer.</param>
    /// <param name="mayImprove">Whether a later answer to the question may be better.</param>
    public async Task<IResult> AnswerAsync(DatasetSummary dataset, string question, HttpContext context, Func<Task<View>> make, bool mayImprove = false)
    {
        var key = Key(dataset, question);
        var tag = $"\"{key}\"";
        var headers = context.Response.Headers;
        headers.ETag = tag;
        headers.Vary = "Authorization, Cookie";

        // What lies outside may change at any time and is asked for again; what we keep never changes.
        headers.CacheControl = dataset.External ? ForNow : "private, max-age=31536000, immutable";
        if (context.Request.Headers.IfNoneMatch.Any(known => known is not null && (known.Contains(tag, StringComparison.Ordinal) || known is "*")))
        {
            if (mayImprove)
            {
                // What the client has may be an answer for now: told that it never changes, it would never ask again.
                headers.CacheControl = ForNow;
            }

            return Results.StatusCode(StatusCodes.Status304NotModified);
        }

        View view;
        try
        {
            view = _cache.Find(key) ?? await make();
        }
        catch
        {
            // A refusal is no content that could be kept.
            headers.Remove("ETag");
            headers.CacheControl = "no-store";
            throw;
        }

        if (view.IsPassing)
        {
            headers.Remove("ETag");
            headers.CacheControl = "no-store";
        }
        else
        {
            _cache.Keep(key, view);
            if (view.IsForNow)
            {
                headers.CacheControl = ForNow;
            }
        }

        foreach (var (name, value) in view.Headers)
        {
            headers[name] = value;
        }

        return new PacedBytes(view.Body, view.Type);
    }

    /// <inheritdoc />
    public void Dispose() => _room.Dispose();

    private async Task<WorkerReply> CallAsync(DatasetSummary dataset, string call, JsonObject message, HttpContext context)
    {
        await _room.WaitAsync(context.RequestAborted);
        try
        {
            var files = dataset.External ? ForeignFiles.Of(dataset.Location) : null;
            return await workers.CallAsync(WorkerKind.Interactive, files, call, message, cancellation: context.RequestAborted);
        }
        finally
        {
            _room.Release();
        }
    }

    /// <summary>A name of the answer: the content, the question, and our way to answer it.</summary>
    private string Key(DatasetSummary dataset, string question)
    {
        var content = dataset.ContentId ?? dataset.Id.ToString();
        if (dataset.External)
        {
            var file = new FileInfo(home.Resolve(dataset.Location));
            content += string.Create(CultureInfo.InvariantCulture, $"\n{(file.Exists ? file.Length : 0)}\n{file.LastWriteTimeUtc.Ticks}");
        }

        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{Edition}\n{content}\n{question}")).AsSpan(0, 16));
    }
}
