using System.Runtime.InteropServices;

namespace Etalon.Native;

/// <summary>Turns a negative return value into an exception with the text of the library's error stack.</summary>
internal static unsafe class Hdf5Error
{
    public static void Check(int code, string call, string subject = "")
    {
        if (code < 0)
        {
            throw Failure(call, code, subject);
        }
    }

    public static long Check(long id, string call, string subject = "") =>
        id < 0 ? throw Failure(call, id, subject) : id;

    /// <summary>Made right after the failed call: the next one clears the stack.</summary>
    public static NativeException Failure(string call, long code, string subject)
    {
        var text = StackText();
        var message = text.Length == 0 ? "failed without saying why" : text;
        return new NativeException("HDF5", call, code, subject.Length == 0 ? message : $"{subject}: {message}");
    }

    /// <summary>A failure found on this side.</summary>
    public static NativeException Refused(string call, string subject, string message) =>
        new("HDF5", call, 0, $"{subject}: {message}");

    /// <summary>What went wrong, from the call inwards; empty if nothing did.</summary>
    public static string StackText()
    {
        var lines = new List<string>();
        var handle = GCHandle.Alloc(lines);
        try
        {
            _ = H5E.Walk(0, 1, &Collect, (void*)GCHandle.ToIntPtr(handle));
        }
        finally
        {
            handle.Free();
        }

        return string.Join(": ", lines.Distinct(StringComparer.Ordinal));
    }

    [UnmanagedCallersOnly]
    private static int Collect(uint depth, H5ErrorRecord* record, void* data)
    {
        if (GCHandle.FromIntPtr((nint)data).Target is List<string> lines && lines.Count < 32 && record->Description is not null)
        {
            lines.Add(Marshal.PtrToStringUTF8((nint)record->Description)!);
        }

        return 0;
    }
}
