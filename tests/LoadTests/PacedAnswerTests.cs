using System.Text;
using Platform.LoadTests.Users;
using Platform.Silo.Models.Echo;
using Xunit;

namespace Platform.Tests.LoadTests;

public sealed class PacedAnswerTests
{
    [Theory]
    [InlineData(3)]
    [InlineData(100)]
    [InlineData(1_002)]
    public void Its_tokens_are_those_that_the_test_model_sends(int tokens)
    {
        var answer = new PacedAnswer(tokens, TimeSpan.FromMilliseconds(50));
        var text = Encoding.UTF8.GetString(answer.Text);
        Assert.Equal($"echo: {answer.Question}", text);
        Assert.Equal(tokens, EchoTokens.Count(text));
        for (var token = 0; token <= tokens; token++)
            Assert.Equal(token, PacedAnswer.TokensIn(EchoTokens.LengthOf(text, token)));
        // One that lacks its last character is none yet.
        for (var token = 1; token <= tokens; token++)
            Assert.Equal(token - 1, PacedAnswer.TokensIn(EchoTokens.LengthOf(text, token) - 1));
    }

    [Fact]
    public void A_token_is_due_as_the_model_paces_it()
    {
        var answer = new PacedAnswer(100, TimeSpan.FromMilliseconds(50));
        Assert.Equal("builtin/echo?firstTokenMs=50&tokenMs=50", answer.Model);
        Assert.Equal(EchoKnobs.Parse("firstTokenMs=50&tokenMs=50"), EchoKnobs.Parse(answer.Model.Split('?')[1]));
        Assert.Equal(TimeSpan.FromMilliseconds(50), answer.Due(0));
        Assert.Equal(answer.Length, answer.Due(99));
    }
}
