using System.Runtime.InteropServices;

namespace Etalon.Native;

/// <summary>Turns a status other than 0 into an exception with the library's text.</summary>
internal static unsafe class FitsErrors
{
    /// <summary>What a move behind the last part gives, and reading behind the end.</summary>
    public const int EndOfFile = 107;

    private const string Library = "cfitsio";
    private const int TextBytes = 81;
    private const int MostMessages = 4;

    /// <summary>Forgets what was said before.</summary>
    public static void Clear() => FitsRaw.ClearMessages();

    public static void Check(int status, string call)
    {
        if (status != 0)
        {
            throw Failure(status, call);
        }
    }

    /// <summary>The failure of a call. The library keeps messages for the whole process, so there may be one of another thread among them.</summary>
    public static NativeException Failure(int status, string call)
    {
        var text = stackalloc byte[TextBytes];
        FitsRaw.ErrorText(status, text);
        var said = new List<string> { Read(text) };
        while (said.Count <= MostMessages && FitsRaw.NextMessage(text) != 0)
        {
            said.Add(Read(text));
        }

        FitsRaw.ClearMessages();
        return new NativeException(Library, call, status, string.Join("; ", said.Where(static line => line.Length > 0 && !line.StartsWith(FitsFile.Folder, StringComparison.Ordinal))));
    }

    public static NativeException Refused(string call, string message) => new(Library, call, 0, message);

    private static string Read(byte* text)
    {
        text[TextBytes - 1] = 0;
        return (Marshal.PtrToStringUTF8((nint)text) ?? "").Trim();
    }
}
