namespace Etalon.Ophidia;

/// <summary>A stretch of time: from the beginning of one date to the end of another, or a season of every year.</summary>
/// <param name="First">From its beginning; null for a season.</param>
/// <param name="Last">To its end; null for a season.</param>
/// <param name="Season">The season.</param>
public sealed record TimeSpanFilter(DatePart? First, DatePart? Last, Season Season = Season.None);
