namespace Platform.Silo.Models.OpenAi;

/// <summary>Which form of OpenAI's protocol a server understands.</summary>
internal enum OpenAiDialect
{
    /// <summary>OpenAI itself: <c>max_completion_tokens</c>, the only name that its newer models accept.</summary>
    Current,

    /// <summary>Any other server: the older form with <c>max_tokens</c>, which all of them know.</summary>
    Compatible,
}
