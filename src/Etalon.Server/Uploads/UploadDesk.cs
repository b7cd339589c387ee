using System.Collections.Concurrent;
using Etalon.Catalog;
using Etalon.Cubes;

namespace Etalon.Server;

/// <summary>
/// Takes files that people send, in parts that can be carried on after any interruption, and has them brought in. What has been counted
/// is on disk: the catalogue says how far an upload is, and bytes behind that are overwritten.
/// </summary>
public sealed class UploadDesk(EtalonHome home, ServerOptions options, CatalogDatabase catalog, DatasetImport import, TimeProvider clock)
{
    /// <summary>Bytes that a part may have.</summary>
    public const long MostAtOnce = 64L << 20;

    /// <summary>For how long an upload waits for its next part.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromHours(72);

    private const int MostUploads = 32;

    /// <summary>Room that is left on the disk for everything else, but of a small disk only a twentieth.</summary>
    private const long FreeBytes = 1L << 30;
    private const int FreePart = 20;

    private const int MostPlans = 64;

    private readonly UploadTurns _turns = new();
    private readonly ConcurrentDictionary<Guid, UploadPlan> _plans = new();

    /// <summary>Begins an upload, or finds the one of the same files.</summary>
    /// <returns>The upload, and whether it is new.</returns>
    public async Task<(Upload Upload, bool IsNew)> BeginAsync(UploadOrder order, Guid person, CancellationToken cancellation)
    {
        UploadNames.Check(order);
        await SweepAsync(cancellation);
        var create = new CreateUpload(catalog.Source, clock);
        if (await create.FindSameAsync(order.Files, person, cancellation) is { } begun)
        {
            return (begun, false);
        }

        var top = UploadNames.Top(order.Files);
        var upload = new NewUpload(CatalogId.New(clock), order.Name.Length > 0 ? order.Name : top.Length > 0 ? top : "upload", order.Files);
        var limits = new UploadLimits(MostUploads, options.UploadBytes);
        if (upload.Bytes <= limits.MostBytes)
        {
            await RequireRoomAsync(upload, cancellation);
        }

        var made = await create.RunAsync(upload, person, limits, cancellation);
        return (made, made.Id == upload.Id);
    }

    /// <summary>Somebody's uploads that are not finished, newest first.</summary>
    public async Task<IReadOnlyList<Upload>> ListAsync(Guid person, CancellationToken cancellation)
    {
        await SweepAsync(cancellation);
        return await new ListUploads(catalog.Source).RunAsync(person, cancellation);
    }

    /// <summary>Removes uploads that were brought in, and those of which nothing has come for days.</summary>
    public async Task SweepAsync(CancellationToken cancellation)
    {
        foreach (var swept in await new SweepUploads(catalog.Source, clock).RunAsync(Patience, cancellation))
        {
            Forget(swept);
        }
    }

    /// <summary>Takes the next part.</summary>
    /// <exception cref="RefusalException">It is not the next (<c>wrong-offset</c>), not what was announced, or there is no room.</exception>
    public async Task<Upload> ReceiveAsync(Guid id, long offset, string? digest, HttpRequest request, Guid person)
    {
        var cancellation = request.HttpContext.RequestAborted;
        var expected = ContentDigest.Read(digest);
        using var turn = await _turns.TakeAsync(person, id, cancellation);
        using var over = CancellationTokenSource.CreateLinkedTokenSource(turn.Over, cancellation);
        try
        {
            var upload = await new GetUpload(catalog.Source).RunAsync(id, person, over.Token);
            if (offset != upload.Received)
            {
                throw new RefusalException(
                    "wrong-offset", $"The upload stands at byte {upload.Received} of {upload.Bytes}; a part from byte {offset} on was sent.", "Go on from there.", RefusalKind.Conflict);
            }

            var plan = await PlanAsync(upload, over.Token);
            var count = await new PartWriter(plan, upload.Bytes).WriteAsync(offset, request.Body, expected, over.Token);

            // The bytes are on disk; that a client has gone meanwhile makes them no less so.
            return await new AdvanceUpload(catalog.Source, clock).RunAsync(id, offset, count, CancellationToken.None);
        }
        catch (OperationCanceledException) when (turn.Over.IsCancellationRequested)
        {
            throw UploadTurns.Busy();
        }
    }

    /// <summary>Has a complete upload brought in.</summary>
    public async Task<RunView> ImportAsync(Guid id, UploadImportOrder order, Viewer viewer, Guid person, CancellationToken cancellation)
    {
        using var turn = await _turns.TakeAsync(person, id, cancellation);

        // What a run has brought in a moment ago is no upload any more.
        await SweepAsync(cancellation);
        var upload = await new GetUpload(catalog.Source).RunAsync(id, person, cancellation);
        RequireUnused(upload);
        if (!upload.IsComplete)
        {
            throw new RefusalException("upload-incomplete", $"{upload.Received} of {upload.Bytes} bytes have come.", "Send the rest first.", RefusalKind.Conflict);
        }

        var plan = await PlanAsync(upload, cancellation);
        plan.Check(upload.Received);
        var asked = new ImportOrder(plan.Top) { Name = order.Name.Length > 0 ? order.Name : upload.Name, Cubes = order.Cubes, Codec = order.Codec };
        try
        {
            // Not given up when the client goes: the upload must know its run, or it would be brought in twice.
            var view = await import.RunUploadAsync(asked, viewer, CancellationToken.None);
            if (view.Run is { } run)
            {
                await new LinkUploadRun(catalog.Source, clock).RunAsync(id, run, CancellationToken.None);
            }

            return view;
        }
        catch (RefusalException refusal)
        {
            throw SentNames.In(refusal);
        }
    }

    /// <summary>Throws an upload away.</summary>
    public async Task DeleteAsync(Guid id, Guid person, CancellationToken cancellation)
    {
        using var turn = await _turns.TakeAsync(person, id, cancellation);
        RequireUnused(await new GetUpload(catalog.Source).RunAsync(id, person, cancellation));
        if (!await new DeleteUpload(catalog.Source).RunAsync(id, person, cancellation))
        {
            throw InUse();
        }

        Forget(new SweptUpload(id, person));
    }

    /// <summary>Removes the files of an upload that the catalogue has forgotten.</summary>
    private void Forget(SweptUpload upload)
    {
        _plans.TryRemove(upload.Id, out _);
        StagingFolder.Remove(home.UploadFolder(upload.PersonId, upload.Id));
    }

    private async Task<UploadPlan> PlanAsync(Upload upload, CancellationToken cancellation)
    {
        if (_plans.TryGetValue(upload.Id, out var known))
        {
            return known;
        }

        var plan = new UploadPlan(home.UploadFolder(upload.PersonId, upload.Id), await new GetUpload(catalog.Source).FilesAsync(upload.Id, cancellation));

        // The first time that this server sees it: a machine that lost its power may have lost bytes.
        plan.Check(upload.Received);
        if (_plans.Count >= MostPlans)
        {
            _plans.Clear();
        }

        return _plans.GetOrAdd(upload.Id, plan);
    }

    /// <summary>The files and the dataset that is made of them must fit beside what others have begun to send.</summary>
    private async Task RequireRoomAsync(NewUpload upload, CancellationToken cancellation)
    {
        var disk = new DriveInfo(home.Folder);
        var awaited = await new ListUploads(catalog.Source).AwaitedBytesAsync(cancellation);
        var free = disk.AvailableFreeSpace - awaited - Math.Min(FreeBytes, disk.TotalSize / FreePart);
        if (free / 2 < upload.Bytes)
        {
            throw new RefusalException(
                "storage-full",
                $"'{upload.Name}' has {upload.Bytes / 1e9:F2} GB, and the dataset made of it may have as much; the server's disk has room for {Math.Max(0, free) / 1e9:F2} GB in all.",
                "Make room there (etalon dataset delete, or other files), or send less.", RefusalKind.StorageFull);
        }
    }

    private static void RequireUnused(Upload upload)
    {
        if (upload.IsInUse)
        {
            throw InUse();
        }
    }

    private static RefusalException InUse() => new("upload-in-use", "A run is bringing this upload in.", "Wait for it, or cancel it first.", RefusalKind.Conflict);
}
