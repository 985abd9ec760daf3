using System.Collections.Concurrent;
using System.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Platform.ServiceDefaults.Requests;
using Platform.Tests.TestKit;
using Xunit;

namespace Platform.Tests.Api.Isolation;

/// <summary>Log lines and spans say whose request they are part of.</summary>
public sealed class RequestTagTests(PlatformFixture platform) : ApiTest(platform)
{
    [Fact]
    public void Log_lines_carry_the_request_tenant_and_session()
    {
        using var lines = new ScopeCollector();
        var services = new ServiceCollection();
        services.AddSingleton<IExternalScopeProvider, RequestScopes>();
        services.AddLogging(logging => logging.AddProvider(lines));
        using var provider = services.BuildServiceProvider();
        var logger = provider.GetRequiredService<ILoggerFactory>().CreateLogger("x");

        logger.LogWarning("outside");
        RequestTags.Set("req_1", "acme", "chat-1");
        logger.LogWarning("with all");
        RequestTags.Set("req_2", "other", null);
        logger.LogWarning("without a session");
        RequestContext.Clear();

        Assert.Equal(
            ["outside: ", "with all: tenant.id=acme request.id=req_1 session.id=chat-1", "without a session: tenant.id=other request.id=req_2"],
            lines.Lines);
    }

    [Fact]
    public void Spans_carry_the_request_tenant_and_session()
    {
        RequestTags.Set("req_1", "acme", "chat-1");
        using var activity = new Activity("call");
        new RequestTagProcessor().OnStart(activity);
        RequestContext.Clear();

        Assert.Equal(["tenant.id=acme", "request.id=req_1", "session.id=chat-1"], activity.Tags.Select(static tag => $"{tag.Key}={tag.Value}"));
    }

    [Fact]
    public async Task What_a_silo_logs_carries_the_request_that_came_to_the_api()
    {
        using var lines = new ScopeCollector();
        Platform.Silo.Services.GetRequiredService<ILoggerFactory>().AddProvider(lines);
        var session = await NewSession(agentId: null);
        using var request = new HttpRequestMessage(HttpMethod.Post, "/v1/chat/completions")
        {
            Content = Text("""{"model":"builtin/echo?fail=429","messages":[{"role":"user","content":"hello"}]}"""),
            Headers = { { "x-request-id", "my-request-1" }, { "x-session-id", session } },
        };

        using var answer = await Owner.SendAsync(request, Cancellation);

        Assert.False(answer.IsSuccessStatusCode);
        var tags = $": tenant.id={TenantId} request.id=my-request-1 session.id={session}";
        Assert.True(lines.Lines.Any(line => line.Contains(tags, StringComparison.Ordinal)), string.Join('\n', lines.Lines));
    }

    /// <summary>Keeps every line with its scopes.</summary>
    private sealed class ScopeCollector : ILoggerProvider, ILogger, ISupportExternalScope
    {
        private IExternalScopeProvider? _scopes;

        public ConcurrentQueue<string> Lines { get; } = new();

        public ILogger CreateLogger(string categoryName) => this;

        public void SetScopeProvider(IExternalScopeProvider scopeProvider) => _scopes = scopeProvider;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            List<object?> scopes = [];
            _scopes!.ForEachScope(static (scope, scopes) => scopes.Add(scope), scopes);
            Lines.Enqueue($"{formatter(state, exception)}: {string.Join(' ', scopes)}");
        }

        public void Dispose()
        {
        }
    }
}
