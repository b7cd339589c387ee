using Etalon.Catalog;

namespace Etalon.Server;

/// <summary>Routes under <c>/api/proposals</c>: people who work together, and the datasets that they see together.</summary>
internal static class ProposalEndpoints
{
    /// <summary>A proposal to be made.</summary>
    /// <param name="Number">What people call it: the facility's number.</param>
    /// <param name="Title">What it is about.</param>
    public sealed record ProposalOrder(string Number, string Title = "");

    /// <summary>Somebody who is to belong to it.</summary>
    /// <param name="Name">The login name.</param>
    public sealed record MemberOrder(string Name);

    /// <summary>Maps them.</summary>
    public static void MapProposals(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/api/proposals").WithTags("Proposals");
        group.MapGet("/", List).WithName("ListProposals").WithSummary("The caller's proposals; staff and administrators see all.");
        group.MapPost("/", Create).WithName("CreateProposal").Needs(TokenScopes.Admin).WithSummary("Make a proposal; staff and administrators do.");
        group.MapGet("/{id:guid}", Get).WithName("GetProposal").WithSummary("A proposal with its members.");
        group.MapPost("/{id:guid}/members", AddMember).WithName("AddMember").Needs(TokenScopes.Admin).WithSummary("Let somebody in; staff and administrators do.");
        group.MapDelete("/{id:guid}/members/{name}", RemoveMember).WithName("RemoveMember").Needs(TokenScopes.Admin).WithSummary("Take somebody out; staff and administrators do.");
        group.MapPost("/{id:guid}/datasets", Give).WithName("GiveDatasets").Needs(TokenScopes.Write).WithSummary("Give datasets of the caller's to the proposal; those that were given are answered.");
        group.MapDelete("/{id:guid}/datasets/{dataset:guid}", Take).WithName("TakeDataset").Needs(TokenScopes.Write).WithSummary("Take a dataset back from the proposal.");
    }

    private static Task<IReadOnlyList<Proposal>> List(HttpContext context, CatalogDatabase catalog) =>
        new ListProposals(catalog.Source).RunAsync(Caller.Of(context), context.RequestAborted);

    private static Task<Proposal> Create(ProposalOrder order, HttpContext context, CatalogDatabase catalog, TimeProvider clock) =>
        new CreateProposal(catalog.Source, clock).RunAsync(order.Number, order.Title, Caller.Of(context), context.RequestAborted);

    private static Task<ProposalDetail> Get(Guid id, HttpContext context, CatalogDatabase catalog) =>
        new GetProposal(catalog.Source).RunAsync(id, Caller.Of(context), context.RequestAborted);

    private static Task AddMember(Guid id, MemberOrder order, HttpContext context, CatalogDatabase catalog, TimeProvider clock) =>
        new ChangeMembers(catalog.Source, clock).AddAsync(id, order.Name, Caller.Of(context), context.RequestAborted);

    private static Task RemoveMember(Guid id, string name, HttpContext context, CatalogDatabase catalog, TimeProvider clock) =>
        new ChangeMembers(catalog.Source, clock).RemoveAsync(id, name, Caller.Of(context), context.RequestAborted);

    private static Task<IReadOnlyList<Guid>> Give(Guid id, Guid[] datasets, HttpContext context, CatalogDatabase catalog, TimeProvider clock) =>
        new GiveDatasets(catalog.Source, clock).RunAsync(id, datasets, Caller.Of(context), context.RequestAborted);

    private static Task<IReadOnlyList<Guid>> Take(Guid id, Guid dataset, HttpContext context, CatalogDatabase catalog, TimeProvider clock) =>
        new GiveDatasets(catalog.Source, clock).TakeAsync(id, [dataset], Caller.Of(context), context.RequestAborted);
}
