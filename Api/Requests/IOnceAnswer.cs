namespace Platform.Api.Requests;

/// <summary>The answer of a request that takes effect once, whatever its form.</summary>
internal interface IOnceAnswer
{
    /// <summary>The HTTP status.</summary>
    int Status { get; }

    /// <summary>The path of what was created; null: nothing was.</summary>
    string? Location { get; }

    /// <summary>Whether it is the first answer again.</summary>
    bool IsRepeated { get; }
}
