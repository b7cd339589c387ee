using System.Collections.Immutable;

namespace Etalon.Ophidia;

/// <summary>What is said of a primitive of array expressions.</summary>
/// <param name="Name">As it is called: <c>oph_reduce</c>.</param>
/// <param name="Doc">One sentence.</param>
/// <param name="Signature">How it is called.</param>
/// <param name="Kind"><c>simple</c>, <c>reduce</c> if arrays become shorter, <c>aggregate</c> if many rows become one.</param>
/// <param name="Aliases">Other names of it.</param>
/// <param name="Arguments">Those behind the two types, each with name, type, default (null where one must be given) and a sentence.</param>
public sealed record PrimitiveManual(
    string Name, string Doc, string Signature, string Kind, ImmutableArray<string> Aliases, ImmutableArray<OphidiaArgument> Arguments);
