using System.Globalization;

namespace Etalon.Ophidia.Tests;

public sealed class FlowBlockTests
{
    [Theory]
    [InlineData("b<a c<b a", "a b[0] c[1]")]
    [InlineData("f:for t<f e:endfor<t z<e", "{f t e} z[0]")]
    [InlineData("x f:for t<f,x e:endfor<t", "x {f t e}[0]")]
    [InlineData("f:for<y t<f e:endfor<t x<t y", "y {f t x[0] e}[0]")]
    [InlineData("f:for g:for<f t<g h:endfor<t e:endfor<h", "{f {g t h} e}")]
    [InlineData("f:for t<f u<t v<f e:endfor<u", "{f t u[0] v e}")]
    [InlineData("i:if a<i n:endif<a", "{i a n}")]
    [InlineData("i:if a<i l:else<i b<l n:endif<a,b z<n", "{i a|l b n} z[0]")]
    [InlineData("i:if a<i l:else<a b<l n:endif<b", "{i a|l b n}")]
    [InlineData("i:if l:else<k k:elseif<i b<k c<l n:endif<b,c", "{i |k b|l c n}")]
    [InlineData("f:for i:if<f a<i n:endif<a e:endfor<n", "{f {i a n} e}")]
    public void Tasks_are_brought_into_blocks(string tasks, string expected) => Assert.Equal(expected, Text(FlowBlock.Of(Tasks(tasks))));

    [Theory]
    [InlineData("f:for t<f", "'f' is never closed")]
    [InlineData("t e:endfor<t", "depends on none that is open")]
    [InlineData("f:for n:endif<f", "'f'")]
    [InlineData("f:for e:endfor<f d:endfor<f", "belong to the same 'f'")]
    [InlineData("f:for g:for t<f,g e:endfor<t", "not around it")]
    [InlineData("i:if a<i l:else<i b<l,a n:endif<b", "another branch of 'i'")]
    [InlineData("i:if l:else<i m:else<i n:endif<l,m", "belong to the same 'i'")]
    public void Blocks_that_are_none_are_error_7(string tasks, string why)
    {
        var refusal = Assert.Throws<OphidiaException>(() => FlowBlock.Of(Tasks(tasks)));

        Assert.Equal(OphidiaError.Parameter, refusal.Error);
        Assert.Contains(why, refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Thousands_of_tasks_and_hundreds_of_blocks_are_sorted_in_no_time()
    {
        var tasks = Enumerable.Range(0, 500).Select(i => string.Create(CultureInfo.InvariantCulture, $"f{i}:for{(i > 0 ? $"<e{i - 1}" : "")} t{i}<f{i} e{i}:endfor<t{i}"))
            .Concat(Enumerable.Range(0, 8000).Select(i => string.Create(CultureInfo.InvariantCulture, $"x{i}{(i > 0 ? $"<x{i - 1}" : "")}")));

        var clock = System.Diagnostics.Stopwatch.StartNew();
        var block = FlowBlock.Of(Tasks(string.Join(' ', tasks)));

        Assert.Equal(8500, block.Nodes.Length);
        Assert.True(clock.Elapsed < TimeSpan.FromSeconds(10), clock.Elapsed.ToString());
    }

    /// <summary>Tasks written <c>name:operator&lt;before,before</c>.</summary>
    internal static System.Collections.Immutable.ImmutableArray<OphidiaTask> Tasks(string text) =>
    [
        .. text.Split(' ').Select(static task =>
        {
            var parts = task.Split('<');
            var name = parts[0].Split(':');
            return new OphidiaTask(
                name[0], $"oph_{(name.Length > 1 ? name[1] : "any")}", [],
                [.. parts.Length > 1 ? parts[1].Split(',').Select(static before => new OphidiaDependency(before, DependencyKind.Single)) : []]);
        }),
    ];

    private static string Text(FlowBlock block) => string.Join(' ', block.Nodes.Select(static node => Text(node) + (node.Before.IsEmpty ? "" : $"[{string.Join(',', node.Before)}]")));

    private static string Text(FlowNode node) => node switch
    {
        FlowLoop loop => $"{{{loop.Opening.Name} {Text(loop.Body)} {loop.Closing.Name}}}",
        FlowChoice choice => $"{{{string.Join('|', choice.Branches.Select(static branch => $"{branch.Opening.Name} {Text(branch.Body)}"))} {choice.Closing.Name}}}",
        _ => ((FlowTask)node).Task.Name,
    };
}
