namespace Etalon.Catalog;

/// <summary>What was asked, and what was answered.</summary>
/// <param name="Request">JSON; empty if it was not kept.</param>
/// <param name="Response">The document; empty if it was not kept.</param>
public sealed record OphidiaJobTexts(string Request, string Response);
