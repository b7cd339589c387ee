using System.Collections.Concurrent;
using Etalon.Cubes;
using Etalon.Ophidia;

namespace Etalon.Server.Tests;

/// <summary>Operators that do next to nothing, and remember what they were asked.</summary>
internal sealed class FakeFamily : IOphidiaFamily
{
    private int _working;
    private int _calls;

    /// <summary>What was called, in order.</summary>
    public ConcurrentQueue<string> Log { get; } = [];

    /// <summary>The most calls that worked at the same time.</summary>
    public int MostAtOnce { get; private set; }

    /// <summary>The cubes that may stay recipes.</summary>
    public ConcurrentBag<string> Staying { get; } = [];

    /// <inheritdoc />
    public IEnumerable<(OphidiaManual Manual, IOphidiaOperator Operator)> Operators =>
    [
        (Manual("oph_make"), new Fake(this, static (call, _) => Made(call, $"{call.Arguments["cube"]}>{call.Arguments["text"]}"))),
        (Manual("oph_two"), new Fake(this, static (call, _) => Task.FromResult(new OphidiaAnswer([]) { Cubes = [$"{call.Arguments["text"]}1", $"{call.Arguments["text"]}2"] }))),
        (Manual("oph_gather"), new Fake(this, static (call, _) => Made(call, $"({call.Arguments["cubes"]})"))),
        (Manual("oph_delete"), new Fake(this, static (_, _) => Task.FromResult(OphidiaAnswer.Done))),
        (Manual("oph_fail"), new Fake(this, static (_, _) => throw new RefusalException("no", "It cannot be done.", "Do it otherwise."))),
        (Manual("oph_flaky"), new Fake(this, (call, _) => Flaky(this, call))),
        (Manual("oph_slow"), new Fake(this, static async (call, cancellation) =>
        {
            await Task.Delay(TimeSpan.FromSeconds(30), cancellation);
            return OphidiaAnswer.Done;
        })),
        (Manual("oph_admin") with { Role = OphidiaRole.Admin }, new Fake(this, static (_, _) => Task.FromResult(OphidiaAnswer.Done))),
        (Manual("oph_manage") with { IsManagement = true }, new Fake(this, static (_, _) => Task.FromResult(OphidiaAnswer.Done))),
    ];

    private static OphidiaManual Manual(string name) => new(
        name, "A test.", OphidiaRole.Write,
        [
            new OphidiaArgument("cube", "string", "-", "A cube."), new OphidiaArgument("cubes", "string", "-", "Cubes."), new OphidiaArgument("src_path", "string", "-", "A file."),
            new OphidiaArgument("text", "string", "x", "A text."), new OphidiaArgument("choice", "string", "a", "A choice.") { Values = ["a", "b"] },
        ]);

    private static Task<OphidiaAnswer> Made(OphidiaCall call, string cube) => Task.FromResult(OphidiaAnswer.Cube(call.Arguments.Operator, cube));

    private static Task<OphidiaAnswer> Flaky(FakeFamily family, OphidiaCall call) =>
        Interlocked.Increment(ref family._calls) < 3 ? throw new RefusalException("no", "Not yet.") : Made(call, "late");

    private sealed class Fake(FakeFamily family, Func<OphidiaCall, CancellationToken, Task<OphidiaAnswer>> work) : IOphidiaOperator
    {
        public async Task<OphidiaAnswer> RunAsync(OphidiaCall call, CancellationToken cancellation)
        {
            family.MostAtOnce = Math.Max(family.MostAtOnce, Interlocked.Increment(ref family._working));
            family.Log.Enqueue($"{call.Arguments.Operator[4..]} {call.Arguments["cube"]} {call.Arguments["text"]}");
            if (call.MayStayRecipe)
            {
                family.Staying.Add(call.Arguments["text"]);
            }

            try
            {
                await Task.Delay(1, cancellation);
                return await work(call, cancellation);
            }
            finally
            {
                Interlocked.Decrement(ref family._working);
            }
        }
    }
}
