using System.Runtime.InteropServices;
using System.Text;

namespace Etalon.Native;

/// <summary>Turns a return code other than 0 into an exception with the library's text. Called inside the lock.</summary>
internal static unsafe class NetCdfError
{
    /// <summary>Bytes that a name takes at most, with its zero.</summary>
    public const int NameBytes = 257;

    public static void Check(int code, string call, string subject)
    {
        if (code != 0)
        {
            var text = code > 0
                ? Marshal.GetPInvokeErrorMessage(code)
                : Marshal.PtrToStringUTF8((nint)Nc.ErrorText(code)) ?? "unknown error";
            var below = Hdf5Error.StackText();
            throw new NativeException(
                "netCDF", call, code, below.Length == 0 ? $"{subject}: {text}" : $"{subject}: {text}: {below}");
        }
    }

    public static NativeException Refused(string call, string subject, string message) =>
        new("netCDF", call, 0, $"{subject}: {message}");

    public static string Name(byte* name)
    {
        var bytes = new ReadOnlySpan<byte>(name, NameBytes);
        var end = bytes.IndexOf((byte)0);
        return Encoding.UTF8.GetString(end < 0 ? bytes : bytes[..end]);
    }
}
