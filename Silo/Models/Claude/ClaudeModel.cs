using System.Runtime.CompilerServices;
using Anthropic;
using Anthropic.Core;
using Platform.Silo.Models.Providers;

namespace Platform.Silo.Models.Claude;

/// <summary>A model behind Anthropic's messages protocol.</summary>
internal sealed class ClaudeModel : IChatModel
{
    private readonly AnthropicClient _client;
    private readonly string _model;
    private readonly int _maxOutputTokens;

    /// <summary>A model.</summary>
    /// <param name="http">The provider's client.</param>
    /// <param name="id">The model's whole name.</param>
    /// <param name="model">The model's name at the provider.</param>
    /// <param name="credential">The key, and the address in place of Anthropic's.</param>
    /// <param name="maxOutputTokens">The limit of tokens when the request sets none.</param>
    public ClaudeModel(HttpClient http, string id, string model, ProviderCredential credential, int maxOutputTokens)
    {
        Id = id;
        _model = model;
        _maxOutputTokens = maxOutputTokens;
        var settings = new ClientOptions
        {
            HttpClient = http,
            ApiKey = credential.ApiKey,
            // Retries and time limits are the pipeline's, which knows the whole chain.
            MaxRetries = 0,
            Timeout = Timeout.InfiniteTimeSpan,
            OpenTelemetry = false,
        };
        if (credential.BaseUrl is { } baseUrl)
            settings.BaseUrl = baseUrl;
        _client = new AnthropicClient(settings);
    }

    public string Id { get; }

    public bool IsInProcess => false;

    public async IAsyncEnumerable<ModelDelta> Stream(ModelRequest request, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var reader = new ClaudePieces();
        var events = _client.Messages.CreateStreaming(ClaudeRequest.From(request, _model, _maxOutputTokens), cancellationToken);
        await foreach (var happened in events.WithCancellation(cancellationToken).ConfigureAwait(false))
        {
            if (reader.Read(happened) is { } piece)
                yield return piece;
        }

        if (reader.Last is { } last)
            yield return last;
    }
}
