using Platform.Api.Authentication;
using Platform.Api.Limits;
using Platform.Silo.Limits;
using Xunit;

namespace Platform.Tests.Api.Limits;

public sealed class LimitHeaderTests
{
    [Theory]
    [InlineData(0, "0ms")]
    [InlineData(120, "120ms")]
    [InlineData(1_000, "1s")]
    [InlineData(1_500, "1.5s")]
    [InlineData(59_999, "59.999s")]
    [InlineData(60_000, "1m0s")]
    [InlineData(360_000, "6m0s")]
    [InlineData(3_661_000, "1h1m1s")]
    public void a_reset_has_openais_form(int milliseconds, string text) =>
        Assert.Equal(text, LimitHeaders.Text(TimeSpan.FromMilliseconds(milliseconds)));

    [Fact]
    public void settings_out_of_range_are_named_with_their_value()
    {
        var limits = new LimitsOptionsValidator().Validate(null, new LimitsOptions { LeaseTime = TimeSpan.FromMilliseconds(1), SlotTime = TimeSpan.FromMinutes(2), ExpectedAnswerTokens = 0 });
        var proxies = new ProxyOptionsValidator().Validate(null, new ProxyOptions { Known = ["10.0.0.0/8", "::1", "somewhere"], Hops = 11 });
        var authentication = new AuthenticationOptionsValidator().Validate(null, new AuthenticationOptions { MaxFailuresPerMinute = 0 });

        Assert.Equal(3, limits.Failures!.Count());
        Assert.Contains("Platform:Limits:LeaseTime is 00:00:00.0010000", limits.FailureMessage, StringComparison.Ordinal);
        Assert.Equal(["Platform:Proxies:Hops is 11: set it to 1 to 10.", "Platform:Proxies:Known has 'somewhere': set it to addresses, or networks such as 10.0.0.0/8."], proxies.Failures);
        Assert.Equal(["Platform:Authentication:MaxFailuresPerMinute is 0: set it to 1 to 1000000."], authentication.Failures);
        Assert.True(new LimitsOptionsValidator().Validate(null, new LimitsOptions()).Succeeded);
        Assert.True(new ProxyOptionsValidator().Validate(null, new ProxyOptions()).Succeeded);
    }
}
