using System.Diagnostics;

namespace Etalon.Native;

/// <summary>All ranks that mpirun or Slurm started together; one per process, never a second time.</summary>
/// <remarks>
/// Any thread may call (the library is asked for MPI_THREAD_MULTIPLE). Collective methods must be called by all ranks in
/// the same order. Pointers must be native or pinned. Errors come as exceptions; a rank that cannot go on calls
/// <see cref="Abort"/>, else the others wait for ever.
/// </remarks>
public sealed unsafe class MpiWorld : IDisposable
{
    /// <summary>Any rank, or any tag, where a message is awaited.</summary>
    public const int Any = -1;

    /// <summary>The largest tag for own messages; those above are used here.</summary>
    public const int LargestTag = 30_000;

    // Counts are 32-bit: longer data travel in pieces.
    private const int PieceBytes = 1 << 30;
    private const int PieceNumbers = 1 << 26;
    private const int GatherTag = LargestTag + 1;
    private const int ThreadMultiple = 3;
    private const int SpinsBeforeSleeping = 2_000;
    private static readonly nint InPlace = 1;

    private readonly nint _world = MpiHandles.World;
    private bool _finished;

    private MpiWorld(int rank, int size) => (Rank, Size) = (rank, size);

    /// <summary>Whether mpirun, or Slurm through PMIx, started this process.</summary>
    public static bool IsLaunched =>
        Environment.GetEnvironmentVariable("OMPI_COMM_WORLD_SIZE") is not null
        || Environment.GetEnvironmentVariable("PMIX_RANK") is not null;

    /// <summary>This process, from 0.</summary>
    public int Rank { get; }

    /// <summary>Number of processes.</summary>
    public int Size { get; }

    /// <summary>Joins the others; without mpirun, a world of one.</summary>
    /// <exception cref="MissingLibraryException">Open MPI is not installed.</exception>
    /// <exception cref="NativeException">It cannot start, or has been started before.</exception>
    public static MpiWorld Start()
    {
        MpiError.Check(MpiRaw.IsInitialized(out var already), "MPI_Initialized");
        if (already != 0)
        {
            throw new NativeException("MPI", "MPI_Init_thread", already, "it was started before in this process");
        }

        MpiError.Check(MpiRaw.Init(0, 0, ThreadMultiple, out var provided), "MPI_Init_thread");
        MpiError.Check(
            MpiRaw.SetErrorHandler(MpiHandles.World, MpiHandles.ReturnErrors), "MPI_Comm_set_errhandler");
        if (provided < ThreadMultiple)
        {
            throw new NativeException("MPI", "MPI_Init_thread", provided, "this build does not allow calls from all threads");
        }

        MpiError.Check(MpiRaw.GetRank(MpiHandles.World, out var rank), "MPI_Comm_rank");
        MpiError.Check(MpiRaw.GetSize(MpiHandles.World, out var size), "MPI_Comm_size");
        return new MpiWorld(rank, size);
    }

    /// <summary>Waits until every rank has come here. Waits asleep after a moment, so that others can compute.</summary>
    /// <remarks>A rank that cancels has left the step of all ranks: it can only abort.</remarks>
    public void Barrier(CancellationToken cancellation = default)
    {
        MpiError.Check(MpiRaw.StartBarrier(_world, out var request), "MPI_Ibarrier");
        MpiError.Check(MpiRaw.Test(ref request, out var done, null), "MPI_Test");
        var spins = 0;
        while (done == 0)
        {
            Pause(spins++, cancellation);
            MpiError.Check(MpiRaw.Test(ref request, out done, null), "MPI_Test");
        }
    }

    /// <summary>Copies bytes from one rank to all; every rank states the same number.</summary>
    public void Broadcast(byte* buffer, long bytes, int root)
    {
        for (var done = 0L; done < bytes; done += PieceBytes)
        {
            var piece = (int)Math.Min(PieceBytes, bytes - done);
            MpiError.Check(
                MpiRaw.Broadcast(buffer + done, piece, MpiHandles.Byte, root, _world), "MPI_Bcast");
        }
    }

    /// <summary>Copies bytes from one rank to all.</summary>
    public void Broadcast(Span<byte> buffer, int root)
    {
        fixed (byte* first = buffer)
        {
            Broadcast(first, buffer.Length, root);
        }
    }

    /// <summary>Sends bytes; returns when the memory may be used again.</summary>
    public void Send(byte* buffer, long bytes, int to, int tag)
    {
        var done = 0L;
        do
        {
            var piece = (int)Math.Min(PieceBytes, bytes - done);
            MpiError.Check(MpiRaw.Send(buffer + done, piece, MpiHandles.Byte, to, tag, _world), "MPI_Send");
            done += piece;
        }
        while (done < bytes);
    }

    /// <summary>Sends bytes.</summary>
    public void Send(ReadOnlySpan<byte> buffer, int to, int tag)
    {
        fixed (byte* first = buffer)
        {
            Send(first, buffer.Length, to, tag);
        }
    }

    /// <summary>Receives exactly that many bytes, sent as that many; waits for them spinning.</summary>
    /// <returns>The rank they came from.</returns>
    public int Receive(byte* buffer, long bytes, int from, int tag)
    {
        var done = 0L;
        do
        {
            var piece = (int)Math.Min(PieceBytes, bytes - done);
            var status = default(MpiStatus);
            MpiError.Check(
                MpiRaw.Receive(buffer + done, piece, MpiHandles.Byte, from, tag, _world, &status), "MPI_Recv");
            MpiError.Check(MpiRaw.GetCount(&status, MpiHandles.Byte, out var came), "MPI_Get_count");
            if (came != piece)
            {
                throw new NativeException("MPI", "MPI_Recv", came, $"{piece} bytes were expected, {came} came");
            }

            (from, tag) = (status.Source, status.Tag);
            done += piece;
        }
        while (done < bytes);
        return from;
    }

    /// <summary>Receives exactly as many bytes as the span has.</summary>
    public int Receive(Span<byte> buffer, int from, int tag)
    {
        fixed (byte* first = buffer)
        {
            return Receive(first, buffer.Length, from, tag);
        }
    }

    /// <summary>The next message of any length up to 1 GiB, or null where none has come within the limit.</summary>
    /// <param name="from">A rank, or <see cref="Any"/>.</param>
    /// <param name="tag">A tag, or <see cref="Any"/>.</param>
    /// <param name="limit">How long to wait; zero only looks. Waits asleep after a moment.</param>
    /// <param name="cancellation">Ends waiting.</param>
    public MpiMessage? Receive(int from, int tag, TimeSpan limit, CancellationToken cancellation = default)
    {
        var clock = Stopwatch.StartNew();
        var spins = 0;
        do
        {
            var status = default(MpiStatus);
            MpiError.Check(
                MpiRaw.TryMatch(from, tag, _world, out var found, out var message, &status), "MPI_Improbe");
            if (found != 0)
            {
                return Take(ref message, &status);
            }

            if (limit > TimeSpan.Zero)
            {
                Pause(spins++, cancellation);
            }
        }
        while (clock.Elapsed < limit);
        return null;
    }

    /// <summary>Combines numbers place by place over all ranks; every rank gets the result.</summary>
    public void Reduce(Span<double> numbers, MpiReduction reduction)
    {
        fixed (double* first = numbers)
        {
            Reduce((byte*)first, numbers.Length, MpiHandles.Double, reduction);
        }
    }

    /// <summary>Combines numbers place by place over all ranks; every rank gets the result.</summary>
    public void Reduce(Span<long> numbers, MpiReduction reduction)
    {
        fixed (long* first = numbers)
        {
            Reduce((byte*)first, numbers.Length, MpiHandles.Int64, reduction);
        }
    }

    /// <summary>One number of every rank, in the order of ranks, on every rank.</summary>
    public long[] GatherNumbers(long number)
    {
        var all = new long[Size];
        fixed (long* first = all)
        {
            MpiError.Check(
                MpiRaw.GatherToAll(&number, 1, MpiHandles.Int64, first, 1, MpiHandles.Int64, _world),
                "MPI_Allgather");
        }

        return all;
    }

    /// <summary>Collects bytes of every rank, any number each, in the order of ranks.</summary>
    /// <param name="source">Own bytes.</param>
    /// <param name="bytes">Their number.</param>
    /// <param name="destination">Room on the root; unused elsewhere.</param>
    /// <param name="capacity">Bytes of that room, on the root.</param>
    /// <param name="root">The rank that collects.</param>
    /// <returns>Bytes of every rank, on every rank.</returns>
    public long[] Gather(byte* source, long bytes, byte* destination, long capacity, int root)
    {
        var lengths = GatherNumbers(bytes);
        if (Rank != root)
        {
            Send(source, bytes, root, GatherTag);
            return lengths;
        }

        if (lengths.Sum() > capacity)
        {
            throw new NativeException("MPI", "gather", 0, $"{lengths.Sum()} bytes do not fit into {capacity}");
        }

        for (var rank = 0; rank < Size; rank++)
        {
            if (rank == root)
            {
                Buffer.MemoryCopy(source, destination, bytes, bytes);
            }
            else
            {
                Receive(destination, lengths[rank], rank, GatherTag);
            }

            destination += lengths[rank];
        }

        return lengths;
    }

    /// <summary>Collects bytes of every rank in arrays of their own; null on all ranks but the root.</summary>
    public byte[][]? Gather(ReadOnlySpan<byte> source, int root)
    {
        var lengths = GatherNumbers(source.Length);
        if (Rank != root)
        {
            Send(source, root, GatherTag);
            return null;
        }

        var all = new byte[Size][];
        for (var rank = 0; rank < Size; rank++)
        {
            all[rank] = new byte[lengths[rank]];
            if (rank == root)
            {
                source.CopyTo(all[rank]);
            }
            else
            {
                Receive(all[rank], rank, GatherTag);
            }
        }

        return all;
    }

    /// <summary>Ends all ranks at once with that exit code. Does not return.</summary>
    public static void Abort(int code)
    {
        _ = MpiRaw.Abort(MpiHandles.World, code);
        Environment.Exit(code);
    }

    /// <summary>Leaves; waits for the others to leave as well.</summary>
    public void Dispose()
    {
        if (!_finished)
        {
            _finished = true;
            _ = MpiRaw.Finish();
        }
    }

    private static MpiMessage Take(ref nint message, MpiStatus* status)
    {
        MpiError.Check(MpiRaw.GetCount(status, MpiHandles.Byte, out var bytes), "MPI_Get_count");
        var content = new byte[Math.Max(bytes, 0)];
        fixed (byte* first = content)
        {
            MpiError.Check(
                MpiRaw.ReceiveMatched(first, content.Length, MpiHandles.Byte, ref message, status), "MPI_Mrecv");
        }

        return new MpiMessage(status->Source, status->Tag, content);
    }

    private void Reduce(byte* numbers, long count, nint type, MpiReduction reduction)
    {
        const int NumberBytes = sizeof(long);
        var operation = reduction switch
        {
            MpiReduction.Sum => MpiHandles.Sum,
            MpiReduction.Max => MpiHandles.Max,
            _ => MpiHandles.Min,
        };
        for (var done = 0L; done < count; done += PieceNumbers)
        {
            var piece = (int)Math.Min(PieceNumbers, count - done);
            MpiError.Check(
                MpiRaw.ReduceToAll(
                    (void*)InPlace, numbers + (done * NumberBytes), piece, type, operation, _world),
                "MPI_Allreduce");
        }
    }

    /// <summary>Spins at first, because messages in shared memory take less than a microsecond; then sleeps.</summary>
    private static void Pause(int spins, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        if (spins > SpinsBeforeSleeping)
        {
            cancellation.WaitHandle.WaitOne(millisecondsTimeout: 1);
        }
    }
}
