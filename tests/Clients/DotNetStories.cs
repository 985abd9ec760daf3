using System.ClientModel;
using System.ClientModel.Primitives;
using System.Text.Json;
using Xunit;

namespace Platform.Tests.Clients;

/// <summary>The NuGet package <c>OpenAI</c>, by one of its APIs.</summary>
internal abstract class DotNetStories(ReplicatedPlatform platform) : ClientStories
{
    private readonly Lazy<SpreadHandler> _handler = new(() => new SpreadHandler(platform.Replicas));

    protected static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    protected ReplicatedPlatform Platform => platform;

    /// <summary>The base URL.</summary>
    protected Uri Endpoint => new(platform.Replicas[0], "/v1");

    /// <summary>How many requests have gone out so far.</summary>
    protected int Requests => _handler.Value.Answers.Count;

    /// <summary>What the requests after the first so many were answered: a status, or <c>lost</c>.</summary>
    protected string[] AnswersSince(int count) => [.. _handler.Value.Answers.Skip(count)];

    /// <summary>Each story by its name.</summary>
    protected abstract Dictionary<string, Func<Task<object>>> Stories { get; }

    public override async Task<JsonElement> Play(string story)
    {
        await platform.Ready();
        if (story != "replicas")
            return JsonSerializer.SerializeToElement(await Stories[story]());
        await Stories["session"]();
        return JsonSerializer.SerializeToElement(_handler.Value.Sent);
    }

    public override void Dispose()
    {
        if (_handler.IsValueCreated)
            _handler.Value.Dispose();
    }

    protected static string NewId() => $"s-{Guid.NewGuid():N}";

    /// <summary>Loses the next answers.</summary>
    protected void DropAnswers(int count) => _handler.Value.Drops = count;

    /// <summary>Has a client go to the replicas in turns, with these headers in each of its requests.</summary>
    protected T Prepared<T>(T options, params (string Name, string Value)[] headers)
        where T : ClientPipelineOptions
    {
        options.Transport = new HttpClientPipelineTransport(new HttpClient(_handler.Value, disposeHandler: false));
        if (headers.Length > 0)
            options.AddPolicy(new HeaderPolicy(headers), PipelinePosition.PerCall);
        return options;
    }

    protected static object Told(ClientResultException error) => new { status = error.Status, code = Code(error), param = Field(error, "param"), message = error.Message };

    protected static string? Code(ClientResultException error) => Field(error, "code");

    private static string? Field(ClientResultException error, string name) =>
        JsonElement.Parse(error.GetRawResponse()!.Content.ToString()).GetProperty("error").GetProperty(name).GetString();
}
