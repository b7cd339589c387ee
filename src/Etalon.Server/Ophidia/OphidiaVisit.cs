using Etalon.Catalog;
using Etalon.Ophidia;

namespace Etalon.Server;

/// <summary>Who asks, and where they stand.</summary>
/// <param name="Viewer">For the catalogue's decisions.</param>
/// <param name="User">Their name.</param>
/// <param name="Session">The session's address; its server part begins the names of cubes.</param>
/// <param name="Row">The session.</param>
/// <param name="Role">What they may do in the session.</param>
/// <param name="Workflow">The request's number.</param>
internal sealed record OphidiaVisit(Viewer Viewer, string User, OphidiaSession Session, OphidiaSessionRow Row, OphidiaRole Role, long Workflow);
