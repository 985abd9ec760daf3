namespace Platform.Tests.Api.Isolation;

/// <summary>The ids of a tenant's own objects, by the names that the templates of <see cref="WalkStep"/> use.</summary>
/// <param name="Tenant">The tenant.</param>
/// <param name="Key">An API key of it.</param>
/// <param name="Session">A session of <paramref name="User"/> and <paramref name="Agent"/> with a turn in it.</param>
/// <param name="Agent">An agent.</param>
/// <param name="Response">A response in the session.</param>
/// <param name="Item">An item of the session as a conversation.</param>
/// <param name="User">A user.</param>
public sealed record WalkObjects(string Tenant, string Key, string Session, string Agent, string Response, string Item, string User)
{
    /// <summary>A text with these ids in place of their names.</summary>
    public string Fill(string text) => text
        .Replace("{tenant}", Tenant).Replace("{key}", Key).Replace("{session}", Session).Replace("{agent}", Agent)
        .Replace("{response}", Response).Replace("{item}", Item).Replace("{user}", Uri.EscapeDataString(User)).Replace("{provider}", "openai");
}
