using Etalon.Cubes;

namespace Etalon.Catalog.Tests;

[Collection(SharedCluster.Name)]
public sealed class ProposalTests(ClusterFixture cluster)
{
    [Fact]
    public async Task Members_see_what_is_given_to_their_proposal_until_it_is_taken_back_or_they_leave()
    {
        await using var catalog = await cluster.NewCatalogAsync();
        var (anna, bert) = (await NewAsync(catalog, "anna"), await NewAsync(catalog, "bert"));
        var (give, members) = (new GiveDatasets(catalog.Source, catalog.Clock), new ChangeMembers(catalog.Source, catalog.Clock));
        var proposal = await new CreateProposal(catalog.Source, catalog.Clock).RunAsync("20260042", "bones", Viewer.System);
        var dataset = await catalog.PublishedAsync(catalog.Dataset() with { CreatedBy = anna.Person });
        await members.AddAsync(proposal.Id, "anna", Viewer.System);
        await members.AddAsync(proposal.Id, "bert", Viewer.System);
        await members.AddAsync(proposal.Id, "bert", Viewer.System);
        Assert.False(await SeesAsync(catalog, bert, dataset.Id));

        Assert.Equal([dataset.Id], await give.RunAsync(proposal.Id, [dataset.Id], anna));
        Assert.True(await SeesAsync(catalog, bert, dataset.Id));

        await members.RemoveAsync(proposal.Id, "bert", Viewer.System);
        Assert.False(await SeesAsync(catalog, bert, dataset.Id));

        await members.AddAsync(proposal.Id, "bert", Viewer.System);
        Assert.Empty(await give.TakeAsync(proposal.Id, [dataset.Id], bert));
        Assert.Equal([dataset.Id], await give.TakeAsync(proposal.Id, [dataset.Id], anna));
        Assert.False(await SeesAsync(catalog, bert, dataset.Id));
        Assert.Equal(
            ["dataset-given", "dataset-given", "member-added", "member-added", "member-added", "member-removed", "proposal-created"],
            await catalog.ScalarAsync<string[]>("select array_agg(action order by action) from audit where action ~ 'member|given|proposal'"));
    }

    [Fact]
    public async Task Only_owners_and_staff_give_datasets_and_only_to_proposals_that_they_see()
    {
        await using var catalog = await cluster.NewCatalogAsync();
        var (anna, bert) = (await NewAsync(catalog, "anna"), await NewAsync(catalog, "bert"));
        var give = new GiveDatasets(catalog.Source, catalog.Clock);
        var proposal = await new CreateProposal(catalog.Source, catalog.Clock).RunAsync("1", "", Viewer.System);
        var dataset = await catalog.PublishedAsync(catalog.Dataset() with { CreatedBy = anna.Person });
        await new ChangeMembers(catalog.Source, catalog.Clock).AddAsync(proposal.Id, "bert", Viewer.System);

        Assert.Equal("unknown-proposal", (await Assert.ThrowsAsync<RefusalException>(() => give.RunAsync(proposal.Id, [dataset.Id], anna))).Code);
        Assert.Empty(await give.RunAsync(proposal.Id, [dataset.Id], bert));
        Assert.Equal([dataset.Id], await give.RunAsync(proposal.Id, [dataset.Id], new Viewer(null, [Viewer.Staff])));
    }

    [Fact]
    public async Task Proposals_are_made_by_staff_and_seen_by_their_members()
    {
        await using var catalog = await cluster.NewCatalogAsync();
        var (anna, bert, staff) = (await NewAsync(catalog, "anna"), await NewAsync(catalog, "bert"), await NewAsync(catalog, "staff", Viewer.Staff));
        var create = new CreateProposal(catalog.Source, catalog.Clock);
        var members = new ChangeMembers(catalog.Source, catalog.Clock);
        var proposal = await create.RunAsync("1", "bones", staff);
        await members.AddAsync(proposal.Id, "anna", staff);

        Assert.Equal("not-allowed", (await Assert.ThrowsAsync<RefusalException>(() => create.RunAsync("2", "", anna))).Code);
        Assert.Equal("duplicate-proposal", (await Assert.ThrowsAsync<RefusalException>(() => create.RunAsync("1", "", staff))).Code);
        Assert.Equal("not-allowed", (await Assert.ThrowsAsync<RefusalException>(() => members.AddAsync(proposal.Id, "bert", anna))).Code);
        Assert.Equal("unknown-proposal", (await Assert.ThrowsAsync<RefusalException>(() => members.AddAsync(proposal.Id, "bert", bert))).Code);
        Assert.Equal("unknown-person", (await Assert.ThrowsAsync<RefusalException>(() => members.AddAsync(proposal.Id, "nobody", staff))).Code);
        Assert.Equal("anna", Assert.Single((await new GetProposal(catalog.Source).RunAsync(proposal.Id, anna)).People).Name);
        Assert.Equal(1, Assert.Single(await new ListProposals(catalog.Source).RunAsync(anna)).Members);
        Assert.Empty(await new ListProposals(catalog.Source).RunAsync(bert));
        Assert.Empty(await new ListProposals(catalog.Source).RunAsync(Viewer.Anonymous));
    }

    [Fact]
    public async Task What_a_member_makes_of_a_proposals_datasets_belongs_to_it_and_nothing_else_does()
    {
        await using var catalog = await cluster.NewCatalogAsync();
        var (anna, bert) = (await NewAsync(catalog, "anna"), await NewAsync(catalog, "bert"));
        var proposals = new List<Guid>();
        foreach (var number in new[] { "1", "2" })
        {
            proposals.Add((await new CreateProposal(catalog.Source, catalog.Clock).RunAsync(number, "", Viewer.System)).Id);
            await new ChangeMembers(catalog.Source, catalog.Clock).AddAsync(proposals[^1], "anna", Viewer.System);
        }

        var first = await catalog.PublishedAsync(catalog.Dataset() with { Proposal = proposals[0] });
        var second = await catalog.PublishedAsync(catalog.Dataset() with { Proposal = proposals[1] });
        var open = await catalog.PublishedAsync(catalog.Dataset() with { Public = true });
        var shared = await catalog.PublishedAsync(catalog.Dataset() with { Public = true, Proposal = proposals[0] });
        var own = await catalog.PublishedAsync(catalog.Dataset() with { CreatedBy = anna.Person });

        Assert.Equal(proposals[0], await MadeAsync(catalog, anna, first));
        Assert.Equal(proposals[0], await MadeAsync(catalog, anna, first, open));
        Assert.Null(await MadeAsync(catalog, anna, first, second));
        Assert.Null(await MadeAsync(catalog, anna, first, own));
        Assert.Null(await MadeAsync(catalog, anna, open));
        Assert.Null(await MadeAsync(catalog, bert, shared));
    }

    [Fact]
    public async Task Whoever_sees_a_result_sees_the_run_that_made_it_and_does_not_stop_it()
    {
        await using var catalog = await cluster.NewCatalogAsync();
        var (anna, bert, cleo) = (await NewAsync(catalog, "anna"), await NewAsync(catalog, "bert"), await NewAsync(catalog, "cleo"));
        var proposal = await new CreateProposal(catalog.Source, catalog.Clock).RunAsync("1", "", Viewer.System);
        await new ChangeMembers(catalog.Source, catalog.Clock).AddAsync(proposal.Id, "bert", Viewer.System);
        var run = await catalog.RunningAsync("w", viewer: anna);
        var show = new GetRun(catalog.Source);
        await Assert.ThrowsAsync<RefusalException>(() => show.RunAsync(run, bert));
        var output = catalog.Dataset() with { Proposal = proposal.Id };
        await new PublishRun(catalog.Source, catalog.Clock).RunAsync(new RunResult(run, "w", [output], [new RunPort("output", output.Id, "tas")]));

        Assert.Equal(run, (await show.RunAsync(run, bert)).Run.Id);
        Assert.Equal(run, (await show.RunAsync(run, new Viewer(null, [Viewer.Staff]))).Run.Id);
        Assert.Equal("unknown-run", (await Assert.ThrowsAsync<RefusalException>(() => show.RunAsync(run, cleo))).Code);
        var cancel = new CancelRun(catalog.Source, catalog.Clock);
        Assert.Equal("not-yours", (await Assert.ThrowsAsync<RefusalException>(() => cancel.RunAsync(run, bert))).Code);
        Assert.Equal("unknown-run", (await Assert.ThrowsAsync<RefusalException>(() => cancel.RunAsync(run, cleo))).Code);
        Assert.Equal(RunState.Done, await cancel.RunAsync(run, anna));
    }

    private static async Task<Viewer> NewAsync(TestCatalog catalog, string name, params string[] roles) =>
        new((await new CreatePerson(catalog.Source, catalog.Clock).RunAsync(name, roles, Viewer.System)).Id, roles);

    private static async Task<bool> SeesAsync(TestCatalog catalog, Viewer viewer, Guid dataset) =>
        (await new ListDatasets(catalog.Source).RunAsync(viewer)).Any(one => one.Id == dataset);

    /// <summary>The proposal of what somebody makes of these.</summary>
    private static async Task<Guid?> MadeAsync(TestCatalog catalog, Viewer viewer, params NewDataset[] inputs)
    {
        var run = await catalog.RunningAsync("w", catalog.Run([.. inputs.Select((input, i) => new RunPort("input", input.Id, "tas", i))]), viewer);
        var output = catalog.Dataset("mean");
        await new PublishRun(catalog.Source, catalog.Clock).RunAsync(new RunResult(run, "w", [output], [new RunPort("output", output.Id, "tas")]));
        return (await new GetDataset(catalog.Source).RunAsync(output.Id, Viewer.System)).Dataset.ProposalId;
    }
}
