namespace Platform.Silo.Requests;

/// <summary>What is kept of requests that carry an idempotency key (section <c>Platform:Requests</c>).</summary>
internal sealed class RequestOptions
{
    /// <summary>The section these options come from.</summary>
    public const string Section = "Platform:Requests";

    /// <summary>How long after its first claim a request is recognised. Default 24 h; 1 min to 30 d.</summary>
    public TimeSpan Lifetime { get; set; } = TimeSpan.FromHours(24);

    /// <summary>
    /// The largest answer that is kept, in bytes. A larger one is not: a repetition then takes no second effect all the same,
    /// and is answered with what is now. Default 262,144 (256 KB); 1,024 to 1,048,576.
    /// </summary>
    public int MaxAnswerBytes { get; set; } = 256 * 1024;

    /// <summary>The most requests on record that are about one tenant; more are refused until some end. Default 100,000; 100 to 10,000,000.</summary>
    public int MaxPerTenant { get; set; } = 100_000;

    /// <summary>
    /// The requests by which a tenant, an agent and a session remember what was applied to them; the oldest goes first. It has to cover
    /// the changes between a request whose answer was lost and its repetition. Default 64; 1 to 1,000.
    /// </summary>
    public int MaxTokens { get; set; } = 64;
}
