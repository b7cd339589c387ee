namespace Etalon.Native;

/// <summary>One dimension.</summary>
/// <param name="Id">The library's number, unique in the file.</param>
/// <param name="Name">Its name.</param>
/// <param name="Length">Its length now.</param>
/// <param name="IsUnlimited">Whether it can grow.</param>
public sealed record NetCdfDimension(int Id, string Name, long Length, bool IsUnlimited);
