namespace Platform.Contracts.Sessions;

/// <summary>Who speaks in a message; the roles of the OpenAI wire format.</summary>
[GenerateSerializer, Alias("ChatRole")]
public enum ChatRole
{
    /// <summary>Instructions of the operator.</summary>
    System,

    /// <summary>Instructions of the developer; treated like <see cref="System"/>.</summary>
    Developer,

    /// <summary>The person.</summary>
    User,

    /// <summary>The model.</summary>
    Assistant,

    /// <summary>The result of a tool that the model called.</summary>
    Tool,
}
