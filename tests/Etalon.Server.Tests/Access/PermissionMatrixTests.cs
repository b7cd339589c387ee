using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace Etalon.Server.Tests;

/// <summary>
/// Every route of the API's description, asked by everybody: a route that is not in the table below fails the test, so that nobody adds one
/// without saying who may use it.
/// </summary>
[Collection(ViewedEtalon.Name)]
public sealed class PermissionMatrixTests(RunningEtalon etalon)
{
    private static readonly string[] Callers = ["anonymous", "stranger", "member", "staff", "administrator", "expired", "revoked", "read-only member"];

    // For each caller in that order: 'ok' is any answer to the question itself, be it that it is malformed; 'none' is 404, as if what is
    // asked for did not exist; 'no' is seen and not allowed; 'scope' is a token that is not for this; 'out' is not signed in.
    private const string Open = "ok ok ok ok ok ok ok ok";
    private const string Nothing = "none none none none none none none none";
    private const string Look = "out ok ok ok ok out out ok";
    private const string Act = "out ok ok ok ok out out scope";
    private const string DataLook = "out none ok ok ok out out ok";
    private const string DataAct = "out none ok ok ok out out scope";
    private const string OwnerAct = "out none no no ok out out scope";
    private const string HiddenAct = "out none none none ok out out scope";
    private const string StaffAct = "out no no ok ok out out scope";
    private const string ProposalStaffAct = "out none no ok ok out out scope";
    private const string UploadAct = "out none none none none out out scope";
    private const string AdministratorAct = "out no no no ok out out scope";

    private static readonly Dictionary<string, string> Expected = new(StringComparer.Ordinal)
    {
        ["Health"] = Open,
        ["SignIn"] = Open,
        ["UseSignInLink"] = Open,
        ["ListProviders"] = Open,
        ["BeginProvider"] = Nothing, // there is none of that name
        ["FinishProvider"] = Nothing,
        ["ConnectProvider"] = "out none none none none out out scope",
        ["DisconnectProvider"] = "out none none none none out out scope",
        ["Status"] = Look,
        ["GetSession"] = Look,
        ["SignOut"] = "out ok ok ok ok out out ok",
        ["MakeSignInLink"] = HiddenAct,
        ["ListDatasets"] = Look,
        ["FindDatasets"] = Look,
        ["ImportDataset"] = AdministratorAct, // a file outside the folders for that
        ["ExportDataset"] = DataAct,
        ["BeginUpload"] = Act,
        ["ListUploads"] = Look,
        ["GetUpload"] = "out none none none none out out none", // another's, whoever asks
        ["SendPart"] = UploadAct,
        ["ImportUpload"] = UploadAct,
        ["DeleteUpload"] = UploadAct,
        ["GetDataset"] = DataLook,
        ["GetLineage"] = DataLook,
        ["VerifyDataset"] = DataAct,
        ["ShowCube"] = DataLook,
        ["SliceCube"] = DataLook,
        ["ReadCube"] = DataLook,
        ["DrawCube"] = DataLook,
        ["CubeStatistics"] = DataLook,
        ["ViewFrame"] = DataLook,
        ["ViewTile"] = DataLook,
        ["ViewHistogram"] = DataLook,
        ["ViewProfile"] = DataLook,
        ["ShowPyramid"] = DataLook,
        ["MakePyramid"] = DataAct,
        ["StopPyramid"] = DataAct,
        ["SaveView"] = Act,
        ["GetView"] = Look,
        ["H5Alive"] = Look,
        ["H5AliveHead"] = Look,
        ["H5Meta"] = DataLook,
        ["H5Attributes"] = DataLook,
        ["H5Data"] = DataLook,
        ["H5Paths"] = DataLook,
        ["H5Statistics"] = DataLook,
        ["ReadZarr"] = DataLook,
        ["ReadZarrHead"] = DataLook,
        ["ListOperators"] = Look,
        ["GetOperator"] = Look,
        ["ListWorkflows"] = Look,
        ["GetWorkflow"] = Look,
        ["SubmitRun"] = DataAct,
        ["ListRuns"] = Look,
        ["ListQueue"] = Look,
        ["CompareRuns"] = DataLook,
        ["GetRun"] = DataLook,
        ["CancelRun"] = OwnerAct,
        ["RetryRun"] = DataAct,
        ["WhyRun"] = DataLook,
        ["GetRunLog"] = DataLook,
        ["WatchRun"] = DataLook,
        ["ListTokens"] = Look,
        ["CreateToken"] = Act,
        ["RevokeToken"] = HiddenAct,
        ["ListFolders"] = Look,
        ["CreateFolder"] = Act,
        ["FileDatasets"] = Act,
        ["ListUsers"] = AdministratorAct,
        ["AddUser"] = AdministratorAct,
        ["ChangeUser"] = AdministratorAct,
        ["GetSelf"] = Look,
        ["SetPassword"] = HiddenAct,
        ["VerifyAudit"] = AdministratorAct,
        ["ListProposals"] = Look,
        ["CreateProposal"] = StaffAct,
        ["GetProposal"] = DataLook,
        ["AddMember"] = ProposalStaffAct,
        ["RemoveMember"] = ProposalStaffAct,
        ["GiveDatasets"] = DataAct,
        ["AskOphidia"] = Act,
        ["OphidiaManual"] = Look,
        ["DeleteDataset"] = OwnerAct, // afterwards it is gone
        ["TakeDataset"] = DataAct, // before, it would be its owner's alone
    };

    [Fact]
    public async Task Every_route_answers_everybody_as_the_table_says()
    {
        using var admin = etalon.NewClient();
        var api = JsonNode.Parse(await admin.GetStringAsync("/openapi.json"))!;
        var operations = api["paths"]!.AsObject()
            .SelectMany(path => path.Value!.AsObject().Select(verb => (Path: path.Key, Verb: verb.Key, Operation: verb.Value!.AsObject())))
            .ToDictionary(one => (string)one.Operation["operationId"]!, StringComparer.Ordinal);
        Assert.Equal(Expected.Keys.Order(), operations.Keys.Order());

        var world = await PermissionWorld.MakeAsync(etalon, admin, Callers);
        var wrong = new List<string>();
        foreach (var (name, row) in Expected)
        {
            var (path, verb, operation) = operations[name];
            foreach (var (caller, expected) in Callers.Zip(row.Split(' ')))
            {
                var outcome = await AskAsync(world, caller, verb, world.Address(name, path, operation, caller), world.Body(name, caller));
                if (!string.Equals(outcome, expected, StringComparison.Ordinal))
                {
                    wrong.Add($"{name} asked by {caller}: {outcome}, not {expected}");
                }
            }
        }

        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
    }

    private async Task<string> AskAsync(PermissionWorld world, string caller, string verb, string address, object? body)
    {
        using var http = new HttpClient { BaseAddress = new Uri(etalon.Url), Timeout = TimeSpan.FromSeconds(60) };
        if (world.Tokens[caller] is { } token)
        {
            http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        }

        using var request = new HttpRequestMessage(new HttpMethod(verb.ToUpperInvariant()), address)
        {
            Content = body is HttpContent content ? content : body is null ? null : JsonContent.Create(body),
        };
        if (body is HttpContent)
        {
            request.Headers.Add("Upload-Offset", "0");
        }

        using var answer = await http.SendAsync(request);
        var text = answer.IsSuccessStatusCode ? "" : await answer.Content.ReadAsStringAsync();
        var code = text.StartsWith('{') ? (string?)JsonNode.Parse(text)!["code"] : null;
        return (answer.StatusCode, code) switch
        {
            // The answer to HEAD has no body that could say more.
            (HttpStatusCode.Unauthorized, _) when request.Method == HttpMethod.Head => "out",
            (HttpStatusCode.Unauthorized, "not-signed-in") => "out",
            (HttpStatusCode.Forbidden, "scope-missing") => "scope",
            (HttpStatusCode.Forbidden, _) => "no",
            (HttpStatusCode.NotFound, _) => "none",
            (HttpStatusCode.InternalServerError, _) => $"fault ({text})",
            _ => "ok",
        };
    }
}
