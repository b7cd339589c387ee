using System.Text;

namespace Etalon.Native;

/// <summary>Turns a return code other than 0 into an exception with the library's text.</summary>
internal static unsafe class MpiError
{
    public static void Check(int code, string call)
    {
        if (code != 0)
        {
            var text = stackalloc byte[512];
            var found = MpiRaw.ErrorText(code, text, out var length) == 0;
            throw new NativeException(
                "MPI", call, code, found ? Encoding.UTF8.GetString(text, Math.Clamp(length, 0, 512)) : "unknown error");
        }
    }
}
