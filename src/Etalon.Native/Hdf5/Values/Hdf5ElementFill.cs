namespace Etalon.Native;

/// <summary>Fills a buffer with elements.</summary>
/// <param name="memoryType">Their type in memory.</param>
/// <param name="transfer">The property list of the reading; 0 for none.</param>
/// <param name="buffer">Room for all of them.</param>
internal unsafe delegate void Hdf5ElementFill(long memoryType, long transfer, void* buffer);
