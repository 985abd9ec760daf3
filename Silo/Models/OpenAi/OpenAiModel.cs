using System.ClientModel;
using System.ClientModel.Primitives;
using System.Runtime.CompilerServices;
using OpenAI;
using OpenAI.Chat;
using Platform.Contracts.Sessions;
using Platform.Silo.Models.Providers;

namespace Platform.Silo.Models.OpenAi;

/// <summary>A model behind OpenAI's chat completions protocol.</summary>
internal sealed class OpenAiModel : IChatModel
{
    // Servers without keys exist; the client library insists on one.
    private const string NoKey = "none";

    private readonly ChatClient _client;
    private readonly OpenAiDialect _dialect;

    /// <summary>A model.</summary>
    /// <param name="http">The provider's client.</param>
    /// <param name="id">The model's whole name.</param>
    /// <param name="model">The model's name at the provider.</param>
    /// <param name="credential">The key, and the address in place of OpenAI's.</param>
    /// <param name="dialect">What the server is known to understand.</param>
    public OpenAiModel(HttpClient http, string id, string model, ProviderCredential credential, OpenAiDialect dialect)
    {
        Id = id;
        _dialect = dialect;
        var options = new OpenAIClientOptions
        {
            Transport = new HttpClientPipelineTransport(http),
            // Retries and time limits are the pipeline's, which knows the whole chain.
            RetryPolicy = new ClientRetryPolicy(maxRetries: 0),
            NetworkTimeout = Timeout.InfiniteTimeSpan,
            ClientLoggingOptions = new ClientLoggingOptions { EnableLogging = false },
        };
        if (credential.BaseUrl is { } baseUrl)
            options.Endpoint = new Uri(baseUrl);
        _client = new ChatClient(model, new ApiKeyCredential(credential.ApiKey ?? NoKey), options);
    }

    public string Id { get; }

    public bool IsInProcess => false;

    public async IAsyncEnumerable<ModelDelta> Stream(ModelRequest request, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var messages = OpenAiMessages.From(request.Messages);
        var options = OpenAiRequest.From(request.Options, _dialect);
        FinishReason? finish = null;
        TokenUsage? usage = null;
        var begun = false;
        var updates = _client.CompleteChatStreamingAsync(messages, options, cancellationToken);
        await foreach (var update in updates.WithCancellation(cancellationToken).ConfigureAwait(false))
        {
            finish = OpenAiPieces.Finish(update) ?? finish;
            usage = OpenAiPieces.Usage(update) ?? usage;
            var any = false;
            foreach (var piece in OpenAiPieces.Of(update))
            {
                any = true;
                yield return piece;
            }

            // The first update only tells the role. Later ones without content come while a model thinks.
            if (!any && begun && finish is null)
                yield return default;
            begun = true;
        }

        // The figures come after the finish reason; a stream without a reason was cut.
        if (finish is not null)
            yield return new ModelDelta(FinishReason: finish, Usage: usage);
    }
}
