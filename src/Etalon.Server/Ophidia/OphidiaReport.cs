using System.Collections.Immutable;
using Etalon.Ophidia;

namespace Etalon.Server;

/// <summary>How a request ended.</summary>
/// <param name="Objects">The whole response, the closing status included.</param>
/// <param name="Extra">Pairs at the end of the document, without the execution time.</param>
/// <param name="State"><c>OPH_STATUS_COMPLETED</c>, <c>OPH_STATUS_ERROR</c>, …</param>
internal sealed record OphidiaReport(ImmutableArray<OphidiaObject> Objects, ImmutableArray<(string Key, string Value)> Extra, string State);
