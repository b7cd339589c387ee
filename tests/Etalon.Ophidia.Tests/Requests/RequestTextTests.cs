namespace Etalon.Ophidia.Tests;

public sealed class RequestTextTests
{
    [Theory]
    [InlineData("oph_reduce cube=p;operation=max")]
    [InlineData("operator=oph_reduce;cube=p;operation=max;")]
    [InlineData("{\"name\":\"oph_reduce\", // a remark\n \"tasks\":[{\"name\":\"Task 0\",\"operator\":\"oph_reduce\",\"arguments\":[\"cube=p\",\"operation=max\"]}]}")]
    public void What_is_typed_becomes_a_request(string text)
    {
        var request = OphidiaRequest.Parse(RequestText.ToJson(text, ("sessionid", "s"), ("cwd", "/f"), ("cube", "")));

        Assert.Equal("s", request.Session);
        Assert.True(request.IsSynchronous);
        Assert.Equal("oph_reduce max p /f", $"{request.Tasks[0].Operator} {request.Tasks[0]["operation"]} {request.Tasks[0]["cube"]} {request.Tasks[0]["cwd"]}");
    }

    [Fact]
    public void What_the_text_says_itself_counts()
    {
        var request = OphidiaRequest.Parse(RequestText.ToJson("oph_list sessionid=mine;exec_mode=async;cwd=/own", ("sessionid", "s"), ("cwd", "/f")));

        Assert.Equal("mine", request.Session);
        Assert.False(request.IsSynchronous);
        Assert.Equal("/own", request.Tasks[0]["cwd"]);
    }

    [Theory]
    [InlineData("{\"name\":")]
    [InlineData("")]
    public void Anything_else_is_error_7(string text) => Assert.Equal(OphidiaError.Parameter, Assert.Throws<OphidiaException>(() => RequestText.ToJson(text)).Error);
}
