using Etalon.Cubes;

namespace Etalon.Operators.Tests;

public sealed class OperatorSignatureTests
{
    [Theory]
    [InlineData("cube -> out")]
    [InlineData("projections(y,x), flat(y,x), dark?(y,x) -> transmission(y,x)")]
    [InlineData("cubes* -> out")]
    [InlineData("cube($axes) -> max, min")]
    [InlineData("-> out(x)")]
    [InlineData("cubes* ->")]
    public void A_signature_reads_as_it_is_written(string text) => Assert.Equal(text, OperatorSignature.Parse(text).ToString());

    [Theory]
    [InlineData("cube out")]
    [InlineData("a, a -> out")]
    [InlineData("a* , b* -> out")]
    [InlineData("a(x -> out")]
    [InlineData("a, -> out")]
    public void Other_texts_are_refused(string text) =>
        Assert.Equal("bad-signature", Assert.Throws<RefusalException>(() => OperatorSignature.Parse(text)).Code);

    [Fact]
    public void Outputs_of_a_port_that_takes_any_number_are_counted() =>
        Assert.Equal(["head", "parts[0]", "parts[1]"], OperatorSignature.Parse("a -> head, parts*").OutputNames(3).ToArray());
}
