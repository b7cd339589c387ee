namespace Etalon.Native;

/// <summary>The one lock of libhdf5 and libnetcdf: both use the same library state, and netCDF is not thread-safe.</summary>
/// <remarks>Every class here takes it by itself; take it from outside only to make several calls one step.</remarks>
public static class Hdf5Lock
{
    /// <summary>The lock; the same thread may enter it again.</summary>
    public static Lock Gate { get; } = new();

    /// <summary>Enters with the library ready and its error printing off for this thread.</summary>
    internal static Lock.Scope Enter()
    {
        var scope = Gate.EnterScope();
        try
        {
            Hdf5Startup.Ready();
            return scope;
        }
        catch
        {
            scope.Dispose();
            throw;
        }
    }
}
