using System.Runtime.InteropServices;

namespace Etalon.Native;

/// <summary>Zero-terminated copies of texts outside the managed heap.</summary>
internal sealed class Utf8Texts : IDisposable
{
    public Utf8Texts(IReadOnlyList<string> texts)
    {
        Pointers = new nint[texts.Count];
        for (var i = 0; i < Pointers.Length; i++)
        {
            Pointers[i] = Marshal.StringToCoTaskMemUTF8(texts[i]);
        }
    }

    public nint[] Pointers { get; }

    public void Dispose()
    {
        foreach (var pointer in Pointers)
        {
            Marshal.FreeCoTaskMem(pointer);
        }
    }
}
