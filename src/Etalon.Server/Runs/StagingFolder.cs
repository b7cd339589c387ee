namespace Etalon.Server;

/// <summary>The folders in which runs write what nobody may see yet.</summary>
internal static class StagingFolder
{
    /// <summary>Removes one; what cannot be removed now is swept at the next start.</summary>
    public static void Remove(string folder)
    {
        try
        {
            if (Directory.Exists(folder))
            {
                Directory.Delete(folder, recursive: true);
            }
        }
        catch (Exception kept) when (kept is IOException or UnauthorizedAccessException)
        {
            // Somebody still writes into it, or a program took its rights away.
        }
    }
}
