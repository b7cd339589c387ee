namespace Etalon.Native;

/// <summary>One library as it is found on this machine.</summary>
/// <param name="Library">Which one.</param>
/// <param name="IsLoaded">Whether it can be used.</param>
/// <param name="Version">What it says about itself; empty where it cannot be used.</param>
/// <param name="Problem">Why it cannot be used, with the package to install; empty where it can.</param>
public sealed record NativeLibraryState(KnownLibrary Library, bool IsLoaded, string Version, string Problem);
