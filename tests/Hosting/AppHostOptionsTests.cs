using Platform.AppHost;
using Xunit;

namespace Platform.Tests.Hosting;

public sealed class AppHostOptionsTests
{
    [Fact]
    public void Without_arguments_there_are_two_silos_and_one_api_on_port_8080()
    {
        var options = AppHostOptions.Parse([]);
        Assert.Equal((2, 1, 8080), (options.Silos, options.Apis, options.Port));
        Assert.Null(options.Redis);
        Assert.Null(options.AppendFsync);
    }

    [Fact]
    public void Values_follow_as_the_next_argument_or_after_an_equals_sign()
    {
        var options = AppHostOptions.Parse(["--silos", "3", "--apis=2", "--port", "9000", "--redis=localhost:6379,password=a=b", "--appendfsync", "always"]);
        Assert.Equal((3, 2, 9000), (options.Silos, options.Apis, options.Port));
        Assert.Equal("localhost:6379,password=a=b", options.Redis);
        Assert.Equal("always", options.AppendFsync);
    }

    [Theory]
    [InlineData("--operation", "publish", "--publisher", "manifest", "--output-path", "manifest.json")]
    [InlineData("--operation", "publish", "--step", "publish", "--output-path", "out", "--log-level", "debug", "--include-exception-details", "true", "--environment", "Staging")]
    [InlineData("--operation=publish", "--step=deploy", "--clear-cache", "true")]
    [InlineData("--publisher", "manifest")]
    public void What_aspire_passes_on_to_publish_is_no_mistake(params string[] args) =>
        Assert.True(AppHostOptions.Parse([.. args, "--silos", "3"]) is { Publishes: true, Silos: 3 });

    [Fact]
    public void Aspire_also_says_when_it_runs() => Assert.False(AppHostOptions.Parse(["--operation", "run"]).Publishes);

    [Theory]
    [InlineData("--output-path needs a value", "--operation", "publish", "--output-path")]
    [InlineData("--silos must be a number from 1 to 32, not '0'", "--silos", "0")]
    [InlineData("--silos must be a number from 1 to 32, not '-1'", "--silos", "-1")]
    [InlineData("--apis must be a number from 1 to 32, not '33'", "--apis", "33")]
    [InlineData("--port must be a number from 1 to 65535, not '65536'", "--port", "65536")]
    [InlineData("--port must be a number from 1 to 65535, not 'x'", "--port=x")]
    [InlineData("--port needs a value", "--port")]
    [InlineData("--redis must be redis-server, garnet or HOST:PORT, not 'here'", "--redis", "here")]
    [InlineData("--appendfsync must be everysec or always, not 'no'", "--appendfsync", "no")]
    [InlineData("unknown option --silo", "--silo", "3")]
    [InlineData("unexpected argument 'silos'", "silos")]
    public void A_wrong_command_line_is_explained(string explanation, params string[] args)
    {
        var error = Assert.Throws<AppHostError>(() => AppHostOptions.Parse(args));
        Assert.Contains(explanation, error.Message);
        Assert.Equal(2, error.ExitCode);
    }
}
