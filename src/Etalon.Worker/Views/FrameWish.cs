namespace Etalon.Worker;

/// <summary>A part of a plane, and the size at which it is wanted.</summary>
/// <param name="Box">The part; it begins with a pixel.</param>
/// <param name="Steps">Samples of a pixel.</param>
/// <param name="IsExact">Whether every sample is to be read, however long it takes.</param>
/// <param name="MayBeCoarser">Whether larger pixels will do where these would take long.</param>
/// <param name="IsSlab">Whether as many samples as make a pixel may be taken together along the other axes too.</param>
internal sealed record FrameWish(PlaneBox Box, PlaneSteps Steps, bool IsExact = false, bool MayBeCoarser = false, bool IsSlab = false);
