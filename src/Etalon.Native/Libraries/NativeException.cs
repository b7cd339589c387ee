namespace Etalon.Native;

/// <summary>A C library said no.</summary>
/// <param name="library">The library, as people call it: <c>HDF5</c>, <c>netCDF</c>, <c>c-blosc</c>, …</param>
/// <param name="call">The function that failed.</param>
/// <param name="code">What it returned.</param>
/// <param name="message">What the library says about it, with the file or object concerned.</param>
public sealed class NativeException(string library, string call, long code, string message)
    : Exception($"{library}: {message} ({call} returned {code})")
{
    /// <summary>The library, as people call it.</summary>
    public string Library { get; } = library;

    /// <summary>The function that failed.</summary>
    public string Call { get; } = call;

    /// <summary>What it returned.</summary>
    public long Code { get; } = code;

    /// <summary>What the library says, without the name of the call.</summary>
    public string Text { get; } = message;
}
