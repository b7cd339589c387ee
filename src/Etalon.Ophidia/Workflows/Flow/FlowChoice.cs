using System.Collections.Immutable;

namespace Etalon.Ophidia;

/// <summary>Blocks of which one, or none, is carried out.</summary>
/// <param name="Branches">The <c>oph_if</c>, each <c>oph_elseif</c>, and the <c>oph_else</c>, with what they lead to.</param>
/// <param name="Closing">The <c>oph_endif</c>.</param>
public sealed record FlowChoice(ImmutableArray<(OphidiaTask Opening, FlowBlock Body)> Branches, OphidiaTask Closing) : FlowNode;
