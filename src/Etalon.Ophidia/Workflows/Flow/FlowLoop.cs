namespace Etalon.Ophidia;

/// <summary>What is carried out several times.</summary>
/// <param name="Opening">The <c>oph_for</c>.</param>
/// <param name="Body">Each turn.</param>
/// <param name="Closing">The <c>oph_endfor</c>.</param>
public sealed record FlowLoop(OphidiaTask Opening, FlowBlock Body, OphidiaTask Closing) : FlowNode;
