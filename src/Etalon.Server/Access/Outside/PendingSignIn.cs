namespace Etalon.Server;

/// <summary>Somebody who was sent to a provider and has not come back.</summary>
/// <param name="Provider">To which one.</param>
/// <param name="Verifier">What proves to the provider that the code comes to whom it was asked for (PKCE).</param>
/// <param name="Back">Where the provider was told to send them; it wants to hear the same again.</param>
/// <param name="Next">Where they go then.</param>
/// <param name="Person">Who wants to connect the account; null to sign in.</param>
internal sealed record PendingSignIn(string Provider, string Verifier, string Back, string Next, Guid? Person);
