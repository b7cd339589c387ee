namespace Etalon.Worker;

/// <summary>How many samples of a plane make one pixel.</summary>
/// <param name="Slow">Along the slow axis.</param>
/// <param name="Fast">Along the fast axis.</param>
/// <param name="IsSampled">Whether of the samples along the slow axis only the middle one is read, because all of them would take too long.</param>
internal readonly record struct PlaneSteps(int Slow, int Fast, bool IsSampled = false);
