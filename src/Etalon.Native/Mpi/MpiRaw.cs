using System.Runtime.InteropServices;

namespace Etalon.Native;

/// <summary>Open MPI. Handles are the addresses of exported data.</summary>
internal static unsafe partial class MpiRaw
{
    [LibraryImport(Sonames.Mpi, EntryPoint = "MPI_Init_thread")]
    public static partial int Init(nint count, nint arguments, int required, out int provided);

    [LibraryImport(Sonames.Mpi, EntryPoint = "MPI_Initialized")]
    public static partial int IsInitialized(out int flag);

    [LibraryImport(Sonames.Mpi, EntryPoint = "MPI_Finalize")]
    public static partial int Finish();

    [LibraryImport(Sonames.Mpi, EntryPoint = "MPI_Abort")]
    public static partial int Abort(nint world, int code);

    [LibraryImport(Sonames.Mpi, EntryPoint = "MPI_Comm_set_errhandler")]
    public static partial int SetErrorHandler(nint world, nint handler);

    [LibraryImport(Sonames.Mpi, EntryPoint = "MPI_Comm_rank")]
    public static partial int GetRank(nint world, out int rank);

    [LibraryImport(Sonames.Mpi, EntryPoint = "MPI_Comm_size")]
    public static partial int GetSize(nint world, out int size);

    [LibraryImport(Sonames.Mpi, EntryPoint = "MPI_Ibarrier")]
    public static partial int StartBarrier(nint world, out nint request);

    [LibraryImport(Sonames.Mpi, EntryPoint = "MPI_Test")]
    public static partial int Test(ref nint request, out int flag, MpiStatus* status);

    [LibraryImport(Sonames.Mpi, EntryPoint = "MPI_Bcast")]
    public static partial int Broadcast(void* buffer, int count, nint type, int root, nint world);

    [LibraryImport(Sonames.Mpi, EntryPoint = "MPI_Send")]
    public static partial int Send(void* buffer, int count, nint type, int to, int tag, nint world);

    [LibraryImport(Sonames.Mpi, EntryPoint = "MPI_Recv")]
    public static partial int Receive(
        void* buffer, int count, nint type, int from, int tag, nint world, MpiStatus* status);

    [LibraryImport(Sonames.Mpi, EntryPoint = "MPI_Improbe")]
    public static partial int TryMatch(
        int from, int tag, nint world, out int flag, out nint message, MpiStatus* status);

    [LibraryImport(Sonames.Mpi, EntryPoint = "MPI_Mrecv")]
    public static partial int ReceiveMatched(void* buffer, int count, nint type, ref nint message, MpiStatus* status);

    [LibraryImport(Sonames.Mpi, EntryPoint = "MPI_Get_count")]
    public static partial int GetCount(MpiStatus* status, nint type, out int count);

    [LibraryImport(Sonames.Mpi, EntryPoint = "MPI_Allreduce")]
    public static partial int ReduceToAll(void* source, void* destination, int count, nint type, nint operation, nint world);

    [LibraryImport(Sonames.Mpi, EntryPoint = "MPI_Allgather")]
    public static partial int GatherToAll(
        void* source, int count, nint type, void* destination, int countEach, nint typeEach, nint world);

    [LibraryImport(Sonames.Mpi, EntryPoint = "MPI_Error_string")]
    public static partial int ErrorText(int code, byte* text, out int length);

    [LibraryImport(Sonames.Mpi, EntryPoint = "MPI_Get_library_version")]
    public static partial int Version(byte* text, out int length);
}
