using Etalon.Cubes;

namespace Etalon.Server;

/// <summary>Turns what the system says against a file or folder that a user has named into a refusal.</summary>
internal static class OutputFaults
{
    /// <summary>Writes.</summary>
    /// <param name="named">As the user calls it.</param>
    /// <param name="write">What writes.</param>
    public static void Guarded(string named, Action write)
    {
        try
        {
            write();
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new RefusalException("unwritable-file", $"'{named}' cannot be written: {fault.Message}", "Check the folder and its rights, and the room that is left.", RefusalKind.Forbidden, fault);
        }
    }
}
