using System.Runtime.InteropServices;

namespace Etalon.Native;

/// <summary>Addresses of Open MPI's exported handles.</summary>
internal static class MpiHandles
{
    private static readonly nint Library = KnownLibrary.Mpi.Load();

    public static nint World { get; } = Get("ompi_mpi_comm_world");

    public static nint ReturnErrors { get; } = Get("ompi_mpi_errors_return");

    public static nint Byte { get; } = Get("ompi_mpi_byte");

    public static nint Int64 { get; } = Get("ompi_mpi_int64_t");

    public static nint Double { get; } = Get("ompi_mpi_double");

    public static nint Sum { get; } = Get("ompi_mpi_op_sum");

    public static nint Max { get; } = Get("ompi_mpi_op_max");

    public static nint Min { get; } = Get("ompi_mpi_op_min");

    private static nint Get(string name) => NativeLibrary.GetExport(Library, name);
}
